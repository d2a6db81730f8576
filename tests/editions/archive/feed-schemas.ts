import { validateXML } from 'xmllint-wasm'
import { z } from 'zod'

/** What RFC 4287 requires of a feed with text and HTML constructs, as RELAX NG. Children come in any order. */
const atomSchema = `<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start>
    <element name="feed">
      <optional><attribute name="xml:lang"><data type="language"/></attribute></optional>
      <interleave>
        <oneOrMore><ref name="author"/></oneOrMore>
        <ref name="id"/>
        <ref name="title"/>
        <ref name="updated"/>
        <oneOrMore><ref name="link"/></oneOrMore>
        <optional><element name="subtitle"><ref name="text"/></element></optional>
        <optional><element name="logo"><ref name="uri"/></element></optional>
        <zeroOrMore><ref name="entry"/></zeroOrMore>
      </interleave>
    </element>
  </start>
  <define name="entry">
    <element name="entry">
      <interleave>
        <zeroOrMore><ref name="author"/></zeroOrMore>
        <ref name="id"/>
        <ref name="title"/>
        <ref name="updated"/>
        <ref name="link"/>
        <element name="published"><ref name="date"/></element>
        <optional><element name="summary"><ref name="text"/></element></optional>
        <optional>
          <element name="content"><attribute name="type"><value>html</value></attribute><text/></element>
        </optional>
        <zeroOrMore>
          <element name="category"><attribute name="term"><ref name="words"/></attribute></element>
        </zeroOrMore>
      </interleave>
    </element>
  </define>
  <define name="author"><element name="author"><element name="name"><ref name="words"/></element></element></define>
  <define name="id"><element name="id"><ref name="uri"/></element></define>
  <define name="title"><element name="title"><ref name="text"/></element></define>
  <define name="updated"><element name="updated"><ref name="date"/></element></define>
  <define name="link">
    <element name="link">
      <attribute name="rel"><choice><value>self</value><value>alternate</value></choice></attribute>
      <attribute name="href"><ref name="uri"/></attribute>
      <attribute name="type"><data type="string"><param name="pattern">[a-z]+/[a-z+]+</param></data></attribute>
    </element>
  </define>
  <define name="text"><attribute name="type"><value>text</value></attribute><ref name="words"/></define>
  <define name="words"><data type="token"><param name="minLength">1</param></data></define>
  <define name="uri"><data type="anyURI"><param name="pattern">https://.+</param></data></define>
  <define name="date"><data type="dateTime"><param name="pattern">.+Z</param></data></define>
</grammar>`

/** What the specification of RSS 2.0 requires of a channel and its items, and of the three extensions that we use. */
const rssSchema = `<grammar xmlns="http://relaxng.org/ns/structure/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start>
    <element name="rss">
      <attribute name="version"><value>2.0</value></attribute>
      <element name="channel">
        <interleave>
          <element name="title"><ref name="words"/></element>
          <element name="link"><ref name="uri"/></element>
          <element name="description"><ref name="words"/></element>
          <optional><element name="language"><data type="language"/></element></optional>
          <element name="link" ns="http://www.w3.org/2005/Atom">
            <attribute name="href"><ref name="uri"/></attribute>
            <attribute name="rel"><value>self</value></attribute>
            <attribute name="type"><value>application/rss+xml</value></attribute>
          </element>
          <zeroOrMore><ref name="item"/></zeroOrMore>
        </interleave>
      </element>
    </element>
  </start>
  <define name="item">
    <element name="item">
      <interleave>
        <element name="title"><ref name="words"/></element>
        <element name="link"><ref name="uri"/></element>
        <element name="guid">
          <attribute name="isPermaLink"><data type="boolean"/></attribute>
          <ref name="uri"/>
        </element>
        <element name="pubDate"><data type="token"><param name="pattern">(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]{4} 12:00:00 GMT</param></data></element>
        <optional><element name="description"><ref name="words"/></element></optional>
        <zeroOrMore><element name="category"><ref name="words"/></element></zeroOrMore>
        <zeroOrMore><element name="creator" ns="http://purl.org/dc/elements/1.1/"><ref name="words"/></element></zeroOrMore>
        <optional><element name="encoded" ns="http://purl.org/rss/1.0/modules/content/"><text/></element></optional>
      </interleave>
    </element>
  </define>
  <define name="words"><data type="token"><param name="minLength">1</param></data></define>
  <define name="uri"><data type="anyURI"><param name="pattern">https://.+</param></data></define>
</grammar>`

/** What is wrong with an Atom feed. */
export function atomProblems(xml: string): Promise<string[]> {
  return problems(xml, atomSchema)
}

/** What is wrong with an RSS feed. */
export function rssProblems(xml: string): Promise<string[]> {
  return problems(xml, rssSchema)
}

async function problems(xml: string, schema: string): Promise<string[]> {
  const { errors } = await validateXML({ xml, schema, extension: 'relaxng' })
  return errors.map(({ message }) => message)
}

const instant = z.iso.datetime()
const webAddress = z.url({ protocol: /^https$/ })
const author = z.strictObject({ name: z.string().min(1) })
const item = z
  .strictObject({
    id: webAddress,
    url: webAddress,
    title: z.string().min(1),
    content_html: z.string().optional(),
    content_text: z.string().min(1).optional(),
    summary: z.string().optional(),
    image: webAddress.optional(),
    date_published: instant,
    date_modified: instant,
    authors: z.array(author).optional(),
    tags: z.array(z.string()).optional(),
  })
  .refine(({ content_html: html, content_text: text }) => (html ?? text) !== undefined)

/** JSON Feed 1.1 (jsonfeed.org/version/1.1), with the keys that we use. */
export const jsonFeedShape = z.strictObject({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string().min(1),
  home_page_url: webAddress,
  feed_url: webAddress,
  description: z.string().optional(),
  icon: webAddress.optional(),
  language: z.string(),
  authors: z.array(author).optional(),
  items: z.array(item),
})
