import { z } from 'zod'
import { withoutControls } from '../model/control-characters.ts'

/** A number such as a year is taken as its letters. */
const written = z.union([z.string(), z.number().transform(String)])

/** Text as a reader sees it. */
export const text = written.pipe(z.string().overwrite(withoutControls).trim().min(1))

/** Text that goes into a mail header or a URL: no line breaks or other control characters. */
export const line = written
  .pipe(z.string().trim().min(1))
  .refine((value) => !/\p{Cc}/u.test(value), { error: 'one line of text' })

/** An `http` or `https` address. */
export const webAddress = z.string().refine(isWebAddress, { error: 'an http or https address' })

/** An address that others are made from by adding a path; kept with no slash at its end. */
export const webHome = webAddress
  .refine((value) => isWebHome(value), { error: 'an address without a query, a fragment or a password' })
  .transform((value) => value.replace(/\/+$/, ''))

/**
 * An address as in RFC 5321, narrow on purpose: what an organisation itself sends from. Words with single dots between
 * them, then a domain's labels.
 */
export const mailAddress = z
  .string()
  .regex(
    /^(?=.{1,254}$)[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?$/u,
    { error: 'an e-mail address' },
  )

/** A colour as `#rgb` or `#rrggbb`: the only notation every mail client reads. */
export const colour = z
  .string()
  .regex(/^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/, { error: 'a colour such as #005a9c' })

/** A CSS list of fonts; nothing that could leave the declaration. */
export const fontStack = z
  .string()
  .regex(/^[\w\s,'"-]+$/u, { error: 'a list of fonts such as Georgia, serif' })

/** File systems hold names of 255 bytes; what is added to a slug must fit too. */
const maxSlugBytes = 200

/** A part of an address: small letters and digits of any script, single hyphens between. */
export const slug = z
  .string()
  .normalize('NFC')
  .superRefine((value, context) => {
    if (Buffer.byteLength(value) > maxSlugBytes) {
      context.addIssue({
        code: 'custom',
        message: `at most ${maxSlugBytes} bytes`,
        params: { rule: 'workspace/invalid-slug' },
      })
    } else if (!/^[\p{Ll}\p{Lo}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{N}]+)*$/u.test(value)) {
      context.addIssue({
        code: 'custom',
        message: 'small letters, digits and single hyphens',
        params: { rule: 'workspace/invalid-slug' },
      })
    }
  })

const aDay = 'a day of the calendar such as 2023-03-02'

/** A day of the calendar as `2023-03-02`. */
export const day = z.string({ error: aDay }).superRefine((value, context) => {
  if (!isDay(value)) {
    context.addIssue({
      code: 'custom',
      message: aDay,
      params: { rule: 'workspace/impossible-date' },
    })
  }
})

/** A year, a month or a day. */
export const timeOfUse = text.refine((value) => isDay(`${value}${'-01-01'.slice(0, 10 - value.length)}`), {
  error: 'a year, a month or a day such as 2022-07',
})

/** One value or a list of them. */
export function oneOrMany<T extends z.ZodType>(item: T) {
  return z.union([z.array(item), item.transform((value) => [value])])
}

/** Subjects: a list, or one line with commas between them. In a list, a comma is part of its item. */
export const subjects = z.union([z.array(line), line.transform(splitAtCommas)])

function splitAtCommas(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function isWebAddress(value: string): boolean {
  return /^https?:$/.test(URL.parse(value)?.protocol ?? '') && !/[\s\p{Cc}]/u.test(value)
}

function isWebHome(value: string): boolean {
  const { username, password } = URL.parse(value) ?? {}
  return !username && !password && !/[?#]/.test(value)
}

function isDay(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  if (!match) return false
  const date = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
}
