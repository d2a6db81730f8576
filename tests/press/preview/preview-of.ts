import type { PreviewRequest } from '../../../src/model/preview.ts'
import { previewWorking, type WorkingPreview } from '../../../src/press/preview/index.ts'
import { article, type Workspace } from '../workspace-fixture.ts'

export const wales = ':::audience{when="region = Wales"}\n\nOnly in Wales.\n\n:::\n'

export function preview(workspace: Workspace, file: string, more: Partial<PreviewRequest> = {}) {
  const request = { file, source: readOr(workspace, file), show: 'page' as const, ...more }
  return previewWorking(workspace.root, request)
}

function readOr(workspace: Workspace, file: string): string {
  return file in workspace.tree() ? workspace.read(file) : ''
}

/** What is shown, as text. */
export function shown({ edition }: WorkingPreview): string {
  return edition ? ('html' in edition ? edition.html : edition.text) : 'nothing'
}

export function rules({ diagnostics }: WorkingPreview): string[] {
  return diagnostics.map(({ ruleId, severity, line }) => `${severity} ${ruleId} ${line}`)
}

/** The letter in a preview page of a build, in the colours of the day as mail programs show it. */
export function letterIn(page: string): string {
  const [, escaped = ''] = /srcdoc="([^"]*)"/.exec(page) ?? []
  const html = escaped.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>')
  return html.replaceAll('&amp;', '&').replaceAll('@media not all', '@media (prefers-color-scheme: dark)')
}

export function textIn(page: string): string {
  const [, escaped = ''] = /<pre tabindex="0">([^<]*)<\/pre>/.exec(page) ?? []
  return escaped.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

export const changed = article(
  {
    title: 'Another title',
    date: '2023-03-03',
    summary: 'What is new.',
    image: 'images/square.png',
    imageAlt: 'Grey',
  },
  'The DfE wrote to each ICB, see [the second](second.md).',
  '',
  '![A grey square](images/square.png)',
  '',
  wales,
  '## What follows',
  '',
  'An EHCP is no XYZ.',
)
