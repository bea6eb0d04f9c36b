"""Web processes, the server and the worker are killed while applications are sent and decided: nothing is lost.

What is written is deleted again.
"""

import os
import random
import signal
import sys
from contextlib import suppress

import pytest

from applications.forms.page import FormPage
from tests.applications.public.shop import Shop, Story, shop

pytestmark = [pytest.mark.processes, pytest.mark.threads]

# How many are sent and decided, and how many web processes are killed at least. A decision is kept, then released: 50
# writes in the tests, 500 submissions in the long proof.
SAMPLE = (26, 12, 1)
LONG = pytest.param(500, 120, 20, marks=pytest.mark.soak)


def kill(*pids: int) -> int:
    killed = 0
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            killed += 1
    return killed


def kill_at_random(running: Shop) -> None:
    """Again once somebody was answered since: a machine that is busy with other things is not brought to a halt."""
    dice, web, kills, answered = random.Random(11), running.web, running.happened, 0
    while not running.at_peace.wait(dice.uniform(0.1, 0.7)):
        if web.answered > answered:
            answered = web.answered
            if kills["web"] and (dice.random() < 0.03 or not kills["server"]):
                kills["server"] += kill(web.process.pid, *web.children()) > 0
                web.process.wait()
                web.start()
            elif pids := web.children():
                kills["web"] += kill(dice.choice(pids))
            if dice.random() < 0.2 or not kills["worker"]:
                kills["worker"] += kill(running.worker.pid)
                running.worker.wait()
                running.keep_worker()


@pytest.mark.parametrize(("submissions", "decided", "killed"), [SAMPLE, LONG], ids=["sample", "long"])
def test_what_was_acknowledged_is_there_and_every_mail_leaves_under_one_id(
    shop_page: FormPage, submissions: int, decided: int, killed: int
) -> None:
    story = Story(shop_page, submissions, decided)
    with shop() as running:
        running.troubled_by(kill_at_random)
        story.happens(running.web)
        kills = running.peace()
        story.is_whole(running.mailbox)
    sys.stderr.write(f"{submissions} sent, {decided} decided; killed: {dict(kills)}\n")
    assert kills["web"] >= killed
    assert kills["server"] >= 1
    assert kills["worker"] >= 1
