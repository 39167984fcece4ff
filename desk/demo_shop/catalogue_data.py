"""The products of the demo shop, as data.

A product takes two lines: `category | id | name | price | options`, then what it is. Options read
`colour: moss, slate; size: S, M, L +4.00`, where the amount is what each further choice adds.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product as combinations
from random import Random

from desk.shop.catalogue import Product, Variant

PRODUCTS = """
home | blanket | Fellside lambswool blanket | 68.00 | colour: heather, moss, oatmeal
  Woven from lambswool in a herringbone pattern, 130 by 180 cm. Dry-clean only.
home | cushion | Saltmarsh linen cushion | 29.50 | colour: sea, sand, rust; size: 45 cm, 60 cm +9.00
  Washed linen cover with a duck-feather filling. The cover comes off and washes at 30 degrees.
home | rug | Causeway wool rug | 145.00 | colour: slate, ochre; size: 180 cm, 230 cm +95.00
  Flat-woven by hand, thick enough for bare feet and flat enough for a door to pass.
home | lamp | Lighthouse table lamp | 79.00 | shade: white, navy, mustard
  Turned ash foot, cotton shade, dimmer on the cable. Takes an E27 bulb, not included.
home | candle | Driftwood candle | 18.00 | scent: cedar, sea salt, fig; size: small, large +10.00
  Soy wax in a reusable glass. The small one burns for about 30 hours, the large one for 55.
home | vase | Estuary stoneware vase | 34.00 | glaze: chalk, kelp, ink
  Thrown and glazed by hand, so no two are quite alike. Height 24 cm, watertight.
home | mirror | Porthole mirror | 92.00 | frame: oak, brass; size: 40 cm, 60 cm +38.00
  Round mirror with a slim frame and a hidden hook. Suitable for bathrooms with a window.
home | clock | Quayside wall clock | 54.00 | face: cream, forest
  Silent movement, 30 cm across. Runs for about a year on one AA battery.
home | shelf | Boathouse wall shelf | 59.00 | wood: oak, walnut; width: 60 cm, 90 cm +22.00
  Solid wood on steel brackets, holds 15 kg. Screws and plugs are in the box.
home | frame | Gallery picture frame | 21.00 | wood: oak, black, white; size: A4, A3 +8.00
  Solid wood, real glass, and a mount that makes room for the next smaller size.
home | basket | Rushwork storage basket | 26.00 | size: small, medium, large +9.00
  Plaited from seagrass with two firm handles. The three sizes stack inside each other.
home | plant | Potted olive tree | 38.00 | pot: terracotta, slate
  A young olive, about 60 cm tall, in a pot with a saucer. Likes sun and very little water.
desk | desk-lamp | Signal desk lamp | 64.00 | colour: signal red, graphite, cream
  Steel arm with three joints and a warm LED that dims in steps. Cable 1.8 m.
desk | chair | Helm desk chair | 189.00 | fabric: slate, moss; arms: without, with +30.00
  Seat height 44 to 54 cm, tilting back, castors for hard floors. Five years on the frame.
desk | table | Chart writing desk | 320.00 | wood: oak, walnut; width: 120 cm, 140 cm +60.00
  Solid top with two shallow drawers and a hole for cables. Legs screw on in ten minutes.
desk | keyboard | Slate wireless keyboard | 74.00 | colour: slate, chalk; layout: UK, US
  Low keys with a soft stroke, pairs with three devices, charges by USB-C.
desk | mouse | Pebble wireless mouse | 36.00 | colour: slate, chalk, sage
  Small and quiet, for either hand. One charge lasts about two months.
desk | headphones | Cove headphones | 98.00 | colour: ink, sand
  Over-ear, closed, with a microphone that folds away. 30 hours on one charge.
desk | notebook | Logbook notebook | 14.00 | paper: plain, ruled, dotted; size: A5, A4 +5.00
  192 numbered pages of 100 g paper, lies flat, with a pocket at the back.
desk | pen | Brass rollerball pen | 28.00 | ink: black, blue
  Solid brass that darkens with use. Takes standard refills; one is in it.
desk | stand | Gangway laptop stand | 49.00 | wood: oak, walnut
  Raises a laptop by 15 cm and folds flat. For screens from 11 to 16 inches.
desk | board | Engraved oak name board | 42.00 | size: 20 cm, 30 cm +12.00 | personalised
  Made to order with the name or words you give us, up to 24 letters.
desk | tray | Felt desk tray | 24.00 | colour: charcoal, heather
  Keeps keys, cards and earphones in one place. Wool felt, leather corners, 28 by 20 cm.
desk | stool | Bollard footstool | 45.00 | fabric: slate, moss, rust
  A low rest for tired feet under a desk. The cover unzips and washes at 30 degrees.
kitchen | mug | Tideline mug | 12.00 | glaze: chalk, kelp, ink, rust
  Stoneware with a dipped rim, 350 ml. Fine in the dishwasher and the microwave.
kitchen | teapot | Harbour teapot | 46.00 | glaze: chalk, ink; size: 0.8 l, 1.2 l +8.00
  Pours without a drip and keeps warm. With a steel strainer for loose leaves.
kitchen | kettle | Galley stove kettle | 58.00 | colour: cream, forest, graphite
  Enamelled steel with a low whistle, 1.6 l, for gas, electric and induction hobs.
kitchen | coffee | Pour-over coffee set | 39.00 | colour: clear, smoke
  Glass jug with a collar of ash wood, a steel filter and a scoop. Makes four cups.
kitchen | pan | Anvil cast-iron pan | 62.00 | size: 24 cm, 28 cm, 32 cm +14.00
  Seasoned and ready to use, for every hob and the oven. Five years of warranty.
kitchen | pot | Anvil cast-iron casserole | 118.00 | colour: navy, moss; size: 4 l, 6 l +32.00
  Enamelled inside and out, with a heavy lid that bastes. Five years of warranty.
kitchen | knife | Shoreline chef's knife | 72.00 | blade: 16 cm, 20 cm +12.00
  Forged steel with a handle of stabilised beech. Wash by hand and dry at once.
kitchen | bowl | Tideline serving bowl | 32.00 | glaze: chalk, kelp, ink; size: 20 cm, 26 cm +10.00
  Wide and low, for salad or fruit. Stoneware, safe in the dishwasher.
kitchen | plate | Tideline dinner plates, set of 4 | 48.00 | glaze: chalk, kelp, ink
  27 cm across with a raised edge. Safe in the dishwasher and the microwave.
kitchen | glass | Ripple tumblers, set of 6 | 36.00 | colour: clear, sea, smoke
  Pressed glass, 300 ml, with a rippled foot that is easy to hold.
kitchen | jar | Larder storage jar | 16.00 | size: 0.5 l, 1 l, 2 l +4.00
  Glass with a cork lid that seals. The sizes stand on top of each other.
kitchen | spoon | Olive-wood spoons, set of 3 | 22.00 | finish: plain, oiled +2.00
  A stirrer, a taster and a server from one piece of wood each. Wash by hand.
kitchen | apron | Deckhand apron | 34.00 | colour: navy stripe, flax, rust
  Heavy cotton with crossed straps that do not pull on the neck. Two deep pockets.
kitchen | towel | Waffle tea towels, set of 3 | 19.50 | colour: sea, flax, charcoal
  Cotton that dries glasses without fluff. Washes at 60 degrees.
outdoors | tent | Headland two-person tent | 249.00 | colour: moss, sand
  Stands in five minutes, packs to 45 cm, 2.6 kg. Tested in rain for twelve hours.
outdoors | sleeping-bag | Lea sleeping bag | 119.00 | season: summer, three-season +40.00
  Recycled filling, a hood and a zip that does not catch. Washes at 30 degrees.
outdoors | backpack | Coastpath backpack | 96.00 | colour: ink, moss, rust; size: 22 l, 30 l +18.00
  Waxed canvas with padded straps, a sleeve for a laptop and a pocket for a bottle.
outdoors | bottle | Spring steel bottle | 26.00 | colour: chalk, sea; size: 0.5 l, 0.75 l +5.00
  Double wall: cold for 24 hours, hot for 12. The lid comes apart to be cleaned.
outdoors | lantern | Harbour storm lantern | 44.00 | colour: red, black, brass
  Rechargeable, with a warm light that dims. 9 to 70 hours on one charge.
outdoors | torch | Beacon pocket torch | 24.00 | colour: graphite, orange
  200 metres in a case the length of a finger. Waterproof, charges by USB-C.
outdoors | camp-chair | Beachcomber folding chair | 72.00 | colour: navy stripe, flax, rust
  Beech and canvas, holds 120 kg, folds to the size of an umbrella.
outdoors | cool-box | Catch cool box | 84.00 | size: 12 l, 20 l +26.00
  Keeps ice for two days. The lid is a tray, and the strap unclips.
outdoors | hammock | Two Pines hammock | 68.00 | colour: flax, sea
  Tight cotton weave for two, 200 kg, with ropes and hooks for trees.
outdoors | stove | Ember camping stove | 56.00 | burners: one, two +28.00
  Lights at a click, boils a litre in four minutes. Gas is not included.
outdoors | binoculars | Curlew binoculars | 135.00 | size: 8 x 32, 10 x 42 +45.00
  Light and bright, close focus at two metres, with a strap and a soft case.
outdoors | umbrella | Squall umbrella | 38.00 | colour: ink, forest, mustard
  Eight ribs of fibreglass that bend and come back. The handle is ash.
clothing | jumper | Trawler wool jumper | 89.00 | colour: navy; size: XS, S, M, L, XL, XXL
  Thick ribbed wool with a round neck. Washes in the wool programme, dries flat.
clothing | jacket | Breakwater rain jacket | 149.00 | colour: mustard, navy, moss; size: S, M, L
  Waterproof, taped seams, a hood with a peak. Runs true to size.
clothing | shirt | Oxford work shirt | 59.00 | colour: white; size: XS, S, M, L, XL, XXL
  Brushed cotton with a button-down collar. Irons easily or not at all.
clothing | tshirt | Heavy cotton T-shirt | 26.00 | colour: chalk, ink, moss; size: S, M, L
  Organic cotton of 220 g that keeps its shape. Washes at 40 degrees.
clothing | trousers | Slipway canvas trousers | 78.00 | colour: stone; size: XS, S, M, L, XL, XXL
  Straight leg with deep pockets, a little stretch, and a hem you can let down.
clothing | socks | Ribbed wool socks, 2 pairs | 18.00 | colour: oatmeal, navy, rust; size: S, M, L
  Merino with a cushioned sole. Wash at 30 degrees, inside out.
clothing | beanie | Fisherman beanie | 24.00 | colour: navy, oatmeal, rust, moss
  Short ribbed wool that stays where it is. One size.
clothing | scarf | Harris check scarf | 42.00 | colour: heather, forest
  Lambswool, 180 by 30 cm, with a short fringe. Dry-clean only.
clothing | gloves | Ropewalk gloves | 32.00 | colour: charcoal, flax; size: S, M, L
  Knitted wool with leather palms and a fingertip that works on a screen.
clothing | boots | Saltings rubber boots | 64.00 | colour: forest; size: 38, 39, 40, 41, 42, 43, 44
  Natural rubber with a cotton lining and a sole that grips on wet stone.
"""

OUT_OF_STOCK_SHARE = 0.15
_SURCHARGE = re.compile(r" \+(\d+\.\d\d)$")


def demo_products(random: Random) -> list[Product]:
    """All products, new objects each time; `random` only decides the stock."""
    lines = PRODUCTS.strip().splitlines()
    return [
        _product(head, description.strip(), random)
        for head, description in zip(lines[::2], lines[1::2], strict=True)
    ]


def _product(head: str, description: str, random: Random) -> Product:
    category, kind, name, price, options, *personalised = head.split(" | ")
    choices = combinations(*(_choices(option) for option in options.split("; ")))
    variants = []
    for position, choice in enumerate(choices, start=1):
        stock = 0 if random.random() < OUT_OF_STOCK_SHARE else random.randint(1, 60)
        total = Decimal(price) + sum((extra for _, _, extra in choice), Decimal("0.00"))
        chosen = {name: value for name, value, _ in choice}
        sku = f"{kind.upper()}-{position:02d}"
        variants.append(Variant(sku, chosen, total, stock, position))
    return Product(f"prd_{kind}", name, category, description, variants, not personalised)


def _choices(option: str) -> list[tuple[str, str, Decimal]]:
    """`size: S, M +4.00` as name, value and surcharge of each choice."""
    name, values = option.split(": ")
    surcharge = _SURCHARGE.search(values)
    step = Decimal(surcharge[1]) if surcharge else Decimal("0.00")
    return [
        (name, value, step * index)
        for index, value in enumerate(_SURCHARGE.sub("", values).split(", "))
    ]
