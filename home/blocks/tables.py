"""Tables that a screen reader can read and a translator can translate."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments import StringSegmentValue


class TableBlock(TypedTableBlock):
    """A table of text with a caption and column headings; the first column names its row.

    wagtail-localize does not know typed tables, so the block hands over and takes back its texts itself.
    """

    text = blocks.CharBlock(label=_("Text"), required=False, max_length=250)

    class Meta:
        icon = "table"
        label = _("Table")
        help_text = _("With a caption and column headings; the first column names each row.")
        template = "home/blocks/table.html"

    def get_translatable_segments(self, value: TypedTable) -> list[StringSegmentValue]:
        return [StringSegmentValue(path, text) for path, text in self._texts(value) if text]

    def restore_translated_segments(self, value: TypedTable, segments: list[StringSegmentValue]) -> TypedTable:
        for segment in segments:
            self._replace(value, segment.path.split("."), segment.render_text())
        return value

    @staticmethod
    def _texts(value: TypedTable) -> list[tuple[str, str]]:
        headings = [(f"heading.{i}", column["heading"]) for i, column in enumerate(value.columns)]
        cells = [
            (f"cell.{row}.{column}", str(text))
            for row, data in enumerate(value.row_data)
            for column, text in enumerate(data["values"])
        ]
        return [("caption", value.caption), *headings, *cells]

    @staticmethod
    def _replace(value: TypedTable, path: list[str], text: str) -> None:
        if path[0] == "caption":
            value.caption = text
        elif path[0] == "heading":
            value.columns[int(path[1])]["heading"] = text
        else:
            value.row_data[int(path[1])]["values"][int(path[2])] = text
