import { number } from '#site/ui/format.ts'

export const search = {
  tag: {
    title: (tag: string) => `Pictures tagged “${tag}”`,
    narrow: 'Narrow these down',
  },
  results: {
    title: (query: string) => `“${query}”`,
    page: (query: string) => (query ? `${query}: pictures` : 'All pictures'),
    all: 'All pictures',
    filtered: 'Pictures',
    count: (total: number, most: number) =>
      total >= most ? `${number(most)} pictures or more` : total === 1 ? '1 picture' : `${number(total)} pictures`,
    corrected: (shown: string) => `Showing results for “${shown}”.`,
    noneFor: (query: string) => `Nothing was found for “${query}” as written.`,
    none: 'No picture matches',
    noneHelp: [
      'Use fewer or simpler words: “red apple” rather than “red shiny apples on a table”.',
      'Take away a filter.',
      'Try one of the popular tags.',
    ],
    clear: 'Clear all filters',
    remove: (filter: string) => `Remove the filter ${filter}`,
    active: 'Active filters',
  },
  filters: {
    legend: 'Filters',
    apply: 'Apply',
    any: 'Any',
    transparency: {
      label: 'Transparency',
      transparent: 'Real transparency',
      opaque: 'Opaque',
      fake: 'Painted checkerboard',
    },
    licence: { label: 'Licence' },
    orientation: { label: 'Shape', landscape: 'Landscape', portrait: 'Portrait', square: 'Square' },
    colour: { label: 'Colour', value: (name: string) => `Colour: ${name}` },
    minWidth: { label: 'Width', atLeast: (width: number) => `${number(width)} px or more` },
    format: { label: 'Format' },
    sort: { label: 'Order', relevance: 'Best match', newest: 'Newest', popular: 'Most downloaded' },
  },
  colours: {
    '#d62828': 'red',
    '#f77f00': 'orange',
    '#fcbf49': 'yellow',
    '#3a9d4f': 'green',
    '#2a9d9d': 'teal',
    '#2b6fd1': 'blue',
    '#6d3fc0': 'violet',
    '#e05fa0': 'pink',
    '#8a5a36': 'brown',
    '#f4f1ea': 'white',
    '#8b8d94': 'grey',
    '#17181b': 'black',
  },
} as const
