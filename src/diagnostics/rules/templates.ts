/** Rules of `src/templates/`: id → severity and way out. */
export const templateRules = {
  'templates/missing-file': {
    severity: 'error',
    note: 'Check the name of the template or partial, and that the file lies in the templates folder.',
  },
  'templates/include-outside': {
    severity: 'error',
    note: 'Move the partial into the folder of the template that uses it, and name it from there.',
  },
  'templates/syntax': {
    severity: 'error',
    note: 'Correct the tag or output at this place; every `{% if %}` and `{% for %}` needs its end tag.',
  },
  'templates/unknown-variable': {
    severity: 'error',
    note: 'Use one of the variables that templates are given; they are listed in the designers’ guide. Where your file is a copy from an earlier version, delete it, or take over what has changed.',
  },
  'templates/unknown-filter': {
    severity: 'error',
    note: 'Use one of Liquid’s filters, or `date`, `json` and `raw` as the designers’ guide describes them.',
  },
  'templates/limit': {
    severity: 'error',
    note: 'Give the loop an end, make its range smaller, or stop the partial from including itself.',
  },
  'templates/render': {
    severity: 'error',
    note: 'Check the value that this place of the template is given.',
  },
  'templates/recipient-field': {
    severity: 'error',
    note: 'Use `name`, `email`, `number`, `unsubscribeUrl`, `preferencesUrl` or an attribute declared in tidings.yaml.',
  },
  'templates/recipient-use': {
    severity: 'error',
    note: 'Print the field alone, as `{{ recipient.name }}`: its value is known only when the letter is sent. To say different things to different members, use an audience passage in the article.',
  },
  'templates/recipient-place': {
    severity: 'error',
    note: 'Print recipient fields in text, in links or in attributes such as `alt`; nowhere else can their values be made safe.',
  },
} as const
