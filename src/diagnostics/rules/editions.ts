/** Rules of `src/editions/`: id → severity and way out. */
export const editionRules = {
  'editions/invalid-mjml': {
    severity: 'error',
    note: 'Correct the template; the MJML documentation lists every element with its attributes and its parents.',
  },
  'editions/email-large': {
    severity: 'warning',
    note: 'Carry an article as its summary (`as: summary`), or shorten the issue: Gmail cuts messages at 102 KB.',
  },
  'editions/email-split': {
    severity: 'info',
    note: 'Carry an article as its summary (`as: summary`) to decide yourself what the letter leaves to the archive.',
  },
  'editions/email-too-large': {
    severity: 'error',
    note: 'Shorten the introduction or the template: even with every article as its summary the letter is too long.',
  },
  'editions/unstacked-table': {
    severity: 'warning',
    note: 'Delete the copy of `parts/head.mjml` in `templates/email/`, so that Tidings’ own is used; or take over its lines with `stacks`.',
  },
  'editions/bare-page': {
    severity: 'error',
    note: "Begin the template with `{% layout 'layout' %}`, and put what it has between `{% block content %}` and `{% endblock %}`.",
  },
} as const
