from offers.models.fund import FundPage
from offers.models.index import OffersPage
from offers.models.offer import OfferPage
from offers.models.programs import EngineeringOfferPage, MenuPage, ProgramPage

__all__ = ["EngineeringOfferPage", "FundPage", "MenuPage", "OfferPage", "OffersPage", "ProgramPage"]
