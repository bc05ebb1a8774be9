/** A picture of a wallpaper package, described by one who looked at it (2026-11-22). */
export interface WallpaperPick {
  /** The Debian package. */
  readonly from: string
  /** Where the package puts it. */
  readonly path: string
  /** Where its source keeps it, which is the path that `debian/copyright` speaks of. */
  readonly source: string
  readonly title: string
  readonly alt: string
  readonly tags: string
}

const mate = (path: string, title: string, alt: string, tags: string): WallpaperPick => ({
  from: 'mate-backgrounds',
  path: `usr/share/backgrounds/mate/${path}`,
  source: path,
  title,
  alt,
  tags,
})
const lomiri = (release: '16.04' | '20.04', file: string, title: string, alt: string, tags: string): WallpaperPick => ({
  from: `lomiri-wallpapers-${release}`,
  path: `usr/share/backgrounds/${file}`,
  source: `${release}/${file}`,
  title,
  alt,
  tags,
})
const tuxpaint = (file: string, title: string, alt: string, tags: string): WallpaperPick => ({
  from: 'tuxpaint-data',
  path: `usr/share/tuxpaint/templates/${file}`,
  source: `templates/${file}`,
  title,
  alt,
  tags,
})
const gnome = (file: string, title: string, alt: string, tags: string): WallpaperPick => ({
  from: 'gnome-backgrounds',
  path: `usr/share/backgrounds/gnome/${file}`,
  source: file,
  title,
  alt,
  tags,
})

export const photographPicks: readonly WallpaperPick[] = [
  mate(
    'nature/Aqua.jpg',
    'Splash of a drop',
    'A water drop strikes a still surface and throws up a small crown.',
    'water,drop,splash,macro,blue',
  ),
  mate(
    'nature/Blinds.jpg',
    'Green leaf, close up',
    'The ribs of a bright green leaf in parallel curves, seen against the light.',
    'leaf,green,macro,plant,texture',
  ),
  mate(
    'nature/Dune.jpg',
    'Grass on a dune',
    'Golden dune grass in the wind, the blue sea behind it.',
    'dune,grass,sea,beach,coast,sky',
  ),
  mate(
    'nature/FreshFlower.jpg',
    'Orange flower',
    'Orange petals of a flower, so close that they fill the picture.',
    'flower,orange,macro,petals',
  ),
  mate(
    'nature/Garden.jpg',
    'Marigold in the garden',
    'A dark red marigold in sharp focus before a blurred garden.',
    'flower,marigold,red,garden,macro',
  ),
  mate(
    'nature/GreenMeadow.jpg',
    'Young grass',
    'Blades of fresh green grass, seen from the ground.',
    'grass,meadow,green,spring',
  ),
  mate(
    'nature/LadyBird.jpg',
    'Ladybird among forget-me-nots',
    'A ladybird climbs a green stem between blue forget-me-nots.',
    'ladybird,insect,flower,macro,blue,green',
  ),
  mate(
    'nature/RainDrops.jpg',
    'Raindrops on a leaf',
    'Raindrops on a broad dark green leaf.',
    'rain,drops,leaf,green,macro',
  ),
  mate(
    'nature/Storm.jpg',
    'Storm over the road',
    'Dark storm clouds over a wide landscape, a road and its crash barrier rushing past.',
    'storm,clouds,road,weather,dark',
  ),
  mate(
    'nature/TwoWings.jpg',
    'Two dandelion seeds',
    'Two dandelion seeds hold on to a seed head before an orange blur.',
    'dandelion,seeds,macro,orange,autumn',
  ),
  mate(
    'nature/Wood.jpg',
    'Weathered wood',
    'The grain of pale weathered boards, running into a blur.',
    'wood,texture,grain,pale',
  ),
  mate(
    'nature/YellowFlower.jpg',
    'Yellow flower in the dark',
    'Long yellow petals of a flower before a black background.',
    'flower,yellow,macro,dark',
  ),
  lomiri(
    '16.04',
    'Bridge_by_Sander_Klootwijk.jpg',
    'Cables of a bridge',
    'The stay cables of a bridge cross a blue sky above a flat shore.',
    'bridge,cables,sky,architecture,shore',
  ),
  lomiri(
    '16.04',
    'Dragonfly_by_Bolly.jpg',
    'Dragonfly on a twig',
    'A dragonfly sits on a bare twig before leaves and a blue sky.',
    'dragonfly,insect,leaves,sky',
  ),
  lomiri(
    '16.04',
    'Picture_0B_by_freespace.jpg',
    'Half a fig',
    'Half a fig with red flesh in an orange bowl on grey concrete, in hard sunlight.',
    'fig,fruit,bowl,orange,still life,food',
  ),
  lomiri(
    '16.04',
    'Picture_1A_by_freespace.jpg',
    'Paintbrushes',
    'Used paintbrushes with blue, green, red and yellow bristles.',
    'brushes,paint,colours,art,tools',
  ),
  lomiri(
    '16.04',
    'Wine_by_Jakkub_Mede.jpg',
    'Wine and a drum',
    'A drum on a beanbag before a low table with a bottle of wine and two glasses.',
    'wine,drum,living room,evening,still life',
  ),
  lomiri(
    '16.04',
    'aitzgorri_by_Aitzol_Berasategi.jpg',
    'Autumn at Aitzgorri',
    'A green meadow and autumn woods below the grey ridge of Aitzgorri.',
    'mountain,autumn,meadow,forest,basque country,landscape',
  ),
  lomiri(
    '16.04',
    'free_by_Peter_Nerlich.jpg',
    'Bird under the lamp',
    'A small carved bird with open wings hangs below the glowing globes of a lamp.',
    'bird,lamp,light,mobile',
  ),
  lomiri(
    '16.04',
    'friends_by_Aitzol_Berasategi.jpg',
    'Two dogs at the window',
    'Two brown spaniels look out over the wooden gate of a house.',
    'dogs,spaniel,window,house,animals',
  ),
  lomiri(
    '16.04',
    'greentock_by_Peter_Nerlich.jpg',
    'Clock in green and grey',
    'The face of a wall clock, seen at a slant, with the numerals in yellow-green.',
    'clock,time,green,grey,design',
  ),
  lomiri(
    '16.04',
    'life_by_Aitzol_Berasategi.jpg',
    'Stream in the woods',
    'A clear stream runs in small falls over pale rocks in a wood.',
    'stream,forest,rocks,water,landscape',
  ),
  lomiri(
    '16.04',
    'picosdeeuropa_by_Aitzol_Berasategi.jpg',
    'Path in the Picos de Europa',
    'A stony path climbs a green slope towards grey peaks with snow and clouds.',
    'mountains,path,snow,clouds,spain,landscape',
  ),
  lomiri(
    '16.04',
    'seeding_by_Clements_Engelhardt.jpg',
    'Dandelions against the sun',
    'Dandelion clocks in a meadow, lit from behind by a low sun.',
    'dandelion,meadow,sun,evening,seeds',
  ),
  lomiri(
    '16.04',
    'sunset_by_Aitzol_Berasategi.jpg',
    'Sunset from the summit',
    'The sun goes down behind hills, seen from a rocky summit with a viewing table.',
    'sunset,mountain,summit,hills,landscape',
  ),
  lomiri(
    '20.04',
    'Kleiber_by_Lukas_Baubkus.jpg',
    'Nuthatch on a trunk',
    'A nuthatch looks round the edge of a thick tree trunk, head down.',
    'nuthatch,bird,tree,bark,winter',
  ),
  tuxpaint(
    'burnt_bark.jpg',
    'Burnt bark',
    'The bark of a tree, brown where it split and black where it burnt.',
    'bark,tree,texture,burnt',
  ),
  tuxpaint(
    'cliff.jpg',
    'Cliff',
    'A steep grey cliff with a few bushes at its top, below a clear sky.',
    'cliff,rock,sky,landscape',
  ),
  tuxpaint(
    'corn_maze.jpg',
    'In the corn maze',
    'A narrow way between tall green stalks of corn with the sun behind them.',
    'corn,maze,field,green,plants',
  ),
  tuxpaint('jellyfish.jpg', 'Jellyfish', 'Jellyfish glow blue in black water.', 'jellyfish,sea,blue,aquarium,animals'),
  tuxpaint(
    'lighthouse.jpg',
    'Brick lighthouse',
    'The lantern of a small brick lighthouse below a deep blue sky.',
    'lighthouse,brick,tower,sky,coast',
  ),
  tuxpaint(
    'mossy_log.jpg',
    'Mossy log',
    'A fallen log, thick with bright green moss, in a patch of sunlight.',
    'moss,log,forest,green',
  ),
  tuxpaint(
    'mudstone.jpg',
    'Mudstone on the shore',
    'Grey mudstone, worn by water into folds and hollows.',
    'mudstone,rock,shore,texture,grey',
  ),
  tuxpaint(
    'ocean_splash.jpg',
    'Splash of the ocean',
    'White spray of a wave in the air before blue water.',
    'ocean,splash,spray,water,sea',
  ),
  tuxpaint(
    'ocean_waves.jpg',
    'Breaking wave',
    'A green wave breaks before the beach and leaves white foam.',
    'ocean,wave,beach,foam,sea',
  ),
  tuxpaint(
    'redwoods_above.jpg',
    'Redwoods from below',
    'The trunks of redwoods rise into their green crowns, seen from the ground.',
    'redwood,trees,forest,green',
  ),
  tuxpaint(
    'rocks.jpg',
    'Pebbles',
    'A beach of round pebbles in grey, violet and brown up to the edge of the picture.',
    'pebbles,rocks,beach,stones,texture',
  ),
  tuxpaint(
    'sheep.jpg',
    'Sheep on the plain',
    'A few sheep graze on a wide green plain below a blue sky with thin clouds.',
    'sheep,meadow,sky,animals,landscape',
  ),
  tuxpaint(
    'spiders_web.jpg',
    'Spider’s web',
    'A spider’s web catches the light before a dark garden.',
    'spider,web,garden,light',
  ),
  tuxpaint(
    'sun_behind_clouds.jpg',
    'Sun behind clouds',
    'The sun shines through the edge of a cloud in a blue sky.',
    'sun,clouds,sky,weather',
  ),
  tuxpaint(
    'sun_behind_leaves.jpg',
    'Sun behind leaves',
    'Leaves on a twig, lit from behind before a soft green background.',
    'leaves,sun,green,tree,light',
  ),
  tuxpaint(
    'wool_mill_machine.jpg',
    'Machine in a wool mill',
    'Gears, chains and pulleys of an old spinning machine.',
    'machine,gears,mill,industry,metal',
  ),
]

/** The dull ones first: what is imported last stands on the first page. */
export const backdropPicks: readonly WallpaperPick[] = [
  mate(
    'abstract/Elephants.jpg',
    'Elephants',
    'A mirrored painting in blues and violets in which elephants can be made out.',
    'painting,abstract,elephants,blue',
  ),
  mate(
    'desktop/Ubuntu-Mate-Cold-no-logo.png',
    'Cold northern light',
    'Blurred green and blue bands of light before black, like an aurora.',
    'abstract,aurora,green,blue,dark',
  ),
  mate(
    'desktop/Ubuntu-Mate-Warm-no-logo.png',
    'Warm northern light',
    'Blurred yellow and red bands of light before black, like an aurora.',
    'abstract,aurora,yellow,red,dark',
  ),
  lomiri(
    '16.04',
    'analogpattern_by_Peter_Nerlich.jpg',
    'Analog pattern',
    'A fine scratched pattern that runs from violet to green.',
    'abstract,pattern,violet,green',
  ),
  lomiri(
    '16.04',
    'umang_by_Abhishek_Mudgal.jpg',
    'Umang',
    'A soft fold of colour from violet through orange to green.',
    'abstract,gradient,colours,orange,violet',
  ),
  lomiri(
    '20.04',
    'Fossa_by_Jasper_Roks.jpg',
    'Fossa',
    'Dark red and violet facets, like folded paper lit from inside.',
    'abstract,facets,red,violet',
  ),
  lomiri(
    '20.04',
    'Infinite-Sea_by_Aury88.jpg',
    'Infinite sea',
    'The Milky Way stands over a flat sea between violet and red triangles.',
    'abstract,milky way,sea,stars,violet',
  ),
  lomiri(
    '20.04',
    'Painting-Colors_by__herobrine7gamer.jpg',
    'Painted stripes',
    'Slanting stripes of flat colour in reds, blues and greys.',
    'abstract,stripes,colours,flat',
  ),
  gnome(
    'wood-d.webp',
    'Wooden slats in the dark',
    'Upright wooden slats with one faint light on them.',
    'wood,slats,brown,dark,texture',
  ),
  gnome('wood-l.webp', 'Wooden slats', 'Upright wooden slats in warm light.', 'wood,slats,brown,texture'),
  gnome('symbolic-d.webp', 'Violet signs', 'Rows of tiny signs on a violet ground.', 'abstract,signs,violet,pattern'),
  gnome(
    'pixels-d.webp',
    'Toy blocks at night',
    'Small figures made of coloured blocks lie scattered on a dark floor.',
    'blocks,toys,figures,dark',
  ),
  gnome(
    'pixels-l.webp',
    'Toy blocks on sand',
    'Small figures made of coloured blocks lie scattered on a sand-coloured floor.',
    'blocks,toys,figures,sand',
  ),
  gnome(
    'oceans.svg',
    'Warming stripes of the oceans',
    'Vertical stripes, one for each year, that run from blue on the left to red on the right.',
    'climate,stripes,data,blue,red',
  ),
  gnome(
    'grid-d.webp',
    'Blue pixels',
    'A grid of small glowing tiles in blue and black.',
    'abstract,grid,blue,dark,pattern',
  ),
  gnome(
    'grid-l.webp',
    'Golden pixels',
    'A grid of small glowing tiles in yellow and orange.',
    'abstract,grid,yellow,orange,pattern',
  ),
  gnome(
    'field-d.svg',
    'Field of strokes',
    'Hundreds of short orange strokes on black turn like iron filings in a field.',
    'abstract,field,orange,dark,pattern',
  ),
  gnome(
    'drool-d.svg',
    'Drips in orange',
    'Slanting rounded bars that drip over an orange and red ground.',
    'abstract,bars,orange,red',
  ),
  gnome(
    'drool-l.svg',
    'Drips in blue',
    'Slanting rounded bars that drip over a blue and green ground.',
    'abstract,bars,blue,green',
  ),
  gnome('blobs-l.svg', 'Layers in red', 'Wavy layers that run from red to dark violet.', 'abstract,waves,red,violet'),
  gnome(
    'adwaita-d.webp',
    'Violet hexagons',
    'Dark violet and blue hexagons laid over each other.',
    'abstract,hexagons,violet,dark,geometry',
  ),
  gnome(
    'adwaita-l.webp',
    'Blue hexagons',
    'Light blue and white hexagons laid over each other.',
    'abstract,hexagons,blue,geometry',
  ),
]
