import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { toDiagnostic, type Diagnostic, type Finding, type RuleId } from '../../src/diagnostics/index.ts'
import { mergeTerms, readTermList } from '../../src/glossary/index.ts'
import { build, check } from '../../src/press/index.ts'
import { systemDiagnostic } from '../../src/press/system-diagnostic.ts'
import { reportUnwritable, writePrivateFile } from '../../src/workspace/index.ts'
import { letterExamples } from './letter-examples.ts'
import { backupExamples } from './backup-examples.ts'
import { intakeExamples } from './intake-examples.ts'
import { memberExamples } from './member-examples.ts'
import { parserExamples } from './parser-examples.ts'
import { sendExamples } from './send-examples.ts'
import { serverExamples } from './server-examples.ts'
import type { TemporaryWorkspace } from './temporary-workspace.ts'

/** How to make what a page can only describe: bytes that are no text, links, sizes, refusals of the system. */
export interface CodedExample {
  /** Makes the input and gives what is found in it. */
  example: (workspace: TemporaryWorkspace) => Promise<Diagnostic[]> | Diagnostic[]
  /** The file in which the finding is. */
  file: string
  /** Corrects the input, and gives what is found then. */
  fix: (workspace: TemporaryWorkspace) => Promise<Diagnostic[]> | Diagnostic[]
}

const articleFile = 'articles/meetings.md'
const issueFile = 'articles/issues/2026-02.md'

async function checked(workspace: TemporaryWorkspace): Promise<Diagnostic[]> {
  return (await check({ root: workspace.root })).diagnostics
}

/** The roster, written to a folder that a page names. */
async function exported(workspace: TemporaryWorkspace): Promise<Diagnostic[]> {
  const found: Diagnostic[] = []
  const file = 'lists/members.csv'
  const toFile = writePrivateFile(workspace.path(file), (write) => write('number,email\r\n'))
  await toFile.catch((error: unknown) =>
    reportUnwritable(error, file, (one) => void found.push(toDiagnostic(one))),
  )
  return found
}

/** An example that is one file's content, before and after. */
function content(file: string, example: string | Uint8Array, fix: string): CodedExample {
  const laid = (content: string | Uint8Array) => async (workspace: TemporaryWorkspace) => {
    workspace.write(file, content)
    return checked(workspace)
  }
  return { file, example: laid(example), fix: laid(fix) }
}

function article(body: string): string {
  return `---\ntitle: Meetings\n---\n\n${body}\n`
}

function issue(articles: string[], body = ''): string {
  const list = articles.length > 0 ? `articles:\n${articles.map((one) => `  - ${one}\n`).join('')}` : ''
  return `---\ndate: 2026-02-10\nsubject: News from the branch\n${list}---\n\n${body}\n`
}

/** Paragraphs of about this many bytes, in sections, as no zip or cache can make them smaller. */
function longText(bytes: number): string {
  const paragraph = (index: number): string =>
    `The committee met and spoke about item ${index}. `.repeat(8).trimEnd()
  const count = Math.ceil(bytes / paragraph(1).length)
  return Array.from({ length: count }, (_, index) => {
    return `${index % 5 === 0 ? `## Part ${index}\n\n` : ''}${paragraph(index)}`
  }).join('\n\n')
}

/** An issue that carries an article of this size in full, and in the end as its summary. */
function issueOf(bytes: number): CodedExample {
  const front = '---\ntitle: Meetings\nsummary: What the committee spoke about.\n---\n\n'
  return {
    file: issueFile,
    example: async (workspace) => {
      workspace.write(articleFile, front + longText(bytes))
      workspace.write(issueFile, issue(['meetings']))
      return checked(workspace)
    },
    fix: async (workspace) => {
      workspace.write(issueFile, issue(['{ slug: meetings, as: summary }']))
      return checked(workspace)
    },
  }
}

/** A file of the workspace that is only a link to one outside it. */
function linkOut(link: string, source: string, file: string): CodedExample {
  return {
    file,
    example: async (workspace) => {
      const outside = `${workspace.root}-outside`
      writeFileSync(outside, source)
      symlinkSync(outside, workspace.path(link))
      if (file !== link) workspace.write(file, article(`![A party](images/party.png)`))
      const found = await checked(workspace)
      rmSync(outside)
      return found
    },
    fix: async (workspace) => {
      rmSync(workspace.path(link))
      rmSync(workspace.path(file), { force: true })
      return checked(workspace)
    },
  }
}

function merged(glossary: string): Diagnostic[] {
  const found: Diagnostic[] = []
  const report = (finding: Finding): void => void found.push(toDiagnostic(finding))
  const terms = readTermList('NEC      national executive committee\n', 'list.txt', report)
  mergeTerms(glossary, terms, { report })
  return found
}

export const codedExamples: Partial<Record<RuleId, CodedExample>> = {
  ...letterExamples,
  ...backupExamples,
  ...memberExamples,
  ...intakeExamples,
  ...parserExamples,
  ...sendExamples,
  ...serverExamples,
  'workspace/not-utf-8': content(
    articleFile,
    Buffer.from(article('The branch met in the café.'), 'latin1'),
    article('The branch met in the café.'),
  ),
  'workspace/nul-character': content(
    articleFile,
    article('The branch met in\0 the library.'),
    article('The branch met in the library.'),
  ),
  'articles/control-character': content(
    articleFile,
    article('The branch met in\u0007 the library.'),
    article('The branch met in the library.'),
  ),
  'workspace/outside-link': linkOut('articles/minutes.md', article('Private.'), 'articles/minutes.md'),
  'press/image-outside': linkOut('articles/images/party.png', 'a picture', articleFile),
  'workspace/unreadable-file': {
    file: 'tidings.yaml',
    example: async (workspace) => {
      rmSync(workspace.path('tidings.yaml'))
      mkdirSync(workspace.path('tidings.yaml'))
      return checked(workspace)
    },
    fix: async (workspace) => {
      rmSync(workspace.path('tidings.yaml'), { recursive: true })
      workspace.restore('tidings.yaml')
      return checked(workspace)
    },
  },
  'workspace/unwritable-file': {
    file: 'lists/members.csv',
    example: exported,
    fix: (workspace) => {
      mkdirSync(workspace.path('lists'))
      return exported(workspace)
    },
  },
  'workspace/missing-file': {
    file: 'tidings.yaml',
    example: async (workspace) => {
      rmSync(workspace.path('tidings.yaml'))
      return checked(workspace)
    },
    fix: async (workspace) => {
      workspace.restore('tidings.yaml')
      return checked(workspace)
    },
  },
  'press/too-many-variants': {
    file: issueFile,
    example: async (workspace) => {
      const names = ['drives', 'sings', 'cooks', 'paints', 'rows', 'knits']
      workspace.lay([
        {
          file: 'tidings.yaml',
          text: names.map((name) => `  ${name}: { type: boolean }\n`).join(''),
          isAddition: true,
        },
      ])
      const passage = (name: string): string => `:::audience{when='${name} = true'}\nOne who ${name}.\n:::\n`
      workspace.write(articleFile, article(names.map(passage).join('\n')))
      workspace.write(issueFile, issue(['meetings']))
      return checked(workspace)
    },
    fix: async (workspace) => {
      workspace.write(articleFile, article(`:::audience{when='drives = true'}\nPlease share lifts.\n:::`))
      return checked(workspace)
    },
  },
  'press/output-not-writable': {
    file: 'out',
    example: async (workspace) => {
      workspace.write('out', 'a file where a folder should be')
      return (await build({ root: workspace.root })).diagnostics
    },
    fix: async (workspace) => {
      rmSync(workspace.path('out'))
      return (await build({ root: workspace.root })).diagnostics
    },
  },
  // A disk cannot be filled in a test that others share a disk with: this is the error that a full one gives.
  'press/disk-full': {
    file: 'out',
    example: () => {
      const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
      return [systemDiagnostic(full)].filter((found) => found !== undefined)
    },
    fix: async (workspace) => (await build({ root: workspace.root })).diagnostics,
  },
  // `tidings glossary import` looks at the glossary first and finds the fault there; a program may merge any text.
  'glossary/merge-not-a-list': {
    file: 'articles/glossary.yaml',
    example: () => merged('term: AGM\nexpansion: annual general meeting\n'),
    fix: () => merged('- term: AGM\n  expansion: annual general meeting\n'),
  },
  'audience/too-long': content(
    issueFile,
    issue(['welcome']).replace('articles:', `audience: region = ${'x'.repeat(2_000)}\narticles:`),
    issue(['welcome']),
  ),
  'audience/too-deep': content(
    issueFile,
    issue(['welcome']).replace('articles:', `audience: ${'not '.repeat(101)}region = Wales\narticles:`),
    issue(['welcome']).replace('articles:', `audience: region = Wales\narticles:`),
  ),
  'articles/deep-nesting': content(articleFile, article(`${'> '.repeat(150)}deep`), article('> deep')),
  // What is deeper than the limit loses its meaning, which needs characters that the article must not hold itself.
  'articles/too-deep': content(articleFile, article(`\uE93E\n\n${'> '.repeat(150)}deep`), article('> deep')),
  'editions/email-large': issueOf(62_000),
  'editions/email-split': issueOf(150_000),
  'editions/email-too-large': content(
    issueFile,
    issue([], longText(150_000)),
    issue(['welcome'], 'Dear members,'),
  ),
}
