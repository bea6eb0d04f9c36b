"""The lists of places that the demo's forms choose from."""

from applications.models import TerritoryList
from portal.demo.tree import Demo

MONTREAL = """\
Ahuntsic
Anjou
Bordeaux-Cartierville
Centre-Sud
Côte-des-Neiges
Côte-Saint-Paul
Dorval
Hochelaga-Maisonneuve
L’Île-Bizard–Sainte-Geneviève
La Petite-Patrie
Lachine
LaSalle
Mercier-Est
Mercier-Ouest
Mile End
Milton-Parc
Montréal-Nord
Notre-Dame-de-Grâce
Outremont
Parc-Extension
Peter-McGill
Petite-Bourgogne
Pierrefonds-Roxboro
Plateau Mont-Royal
Pointe-aux-Trembles
Pointe-Saint-Charles
Rivière-des-Prairies
Rosemont
Saint-Henri
Saint-Laurent
Saint-Léonard
Saint-Michel
Verdun
Vieux-Montréal
Ville-Émard
Villeray
"""

MANCHE = """\
50002; Agneaux
50003; Agon-Coutainville
50025; Avranches
50030; Barfleur
50031; Barneville-Carteret
50058; Blainville-sur-Mer
50546; Bourgvallées
50074; Brécey
50076; Bréhal
50082; Bricquebec-en-Cotentin
50087; Brix
50095; Canisy
50099; Carentan-les-Marais
50109; Cérences
50129; Cherbourg-en-Cotentin
50139; Condé-sur-Vire
50147; Coutances
50151; Créances
50162; Digosville
50165; Donville-les-Bains
50168; Ducey-Les Chéris
50184; Flamanville
50197; Gavray-sur-Sienne
50209; Gonneville-Le Theil
50215; Gouville-sur-Mer
50391; Grandparigny
50218; Granville
50256; Isigny-le-Buat
50066; Jullouville
50260; Juvigny les Vallées
50041; La Hague
50236; La Haye
50353; Le Mont-Saint-Michel
50591; Le Teilleul
50616; Le Val-Saint-Père
50402; Les Pieux
50267; Lessay
50292; Marigny-Le-Lozon
50341; Montebourg
50359; Mortain-Bocage
50363; Moyon Villages
50393; Percy-en-Normandie
50394; Périers
50400; Picauville
50403; Pirou
50409; Pont-Hébert
50410; Pontorson
50412; Port-Bail-sur-Mer
50417; Quettehou
50419; Quettreville-sur-Sienne
50444; Saint-Amand-Villages
50484; Saint-Hilaire-du-Harcouët
50487; Saint-James
50492; Saint-Jean-d’Elle
50493; Saint-Jean-des-Champs
50502; Saint-Lô
50532; Saint-Pair-sur-Mer
50539; Saint-Pierre-Église
50541; Saint-Planchers
50551; Saint-Sauveur-le-Vicomte
50550; Saint-Sauveur-Villages
50554; Saint-Senier-sous-Avranches
50562; Saint-Vaast-la-Hougue
50523; Sainte-Mère-Église
50565; Sartilly-Baie-Bocage
50579; Sottevast
50582; Sourdeval
50592; Tessy-Bocage
50239; Thèreval
50599; Tollevast
50601; Torigny-les-Villes
50272; Tourneville-sur-Mer
50615; Valognes
50639; Villedieu-les-Poêles-Rouffigny
"""

LISTS = {"montreal": ("Quartiers de Montréal", MONTREAL), "manche": ("Communes de la Manche (extrait)", MANCHE)}


def load_territories(demo: Demo) -> None:
    """Make the two lists, or put back what was changed in them."""
    for key, (name, lines) in LISTS.items():
        found = TerritoryList.objects.filter(name=name).first() or TerritoryList(name=name)
        if found.lines != lines:
            found.lines = lines
            found.save()
        demo.territories[key] = found
