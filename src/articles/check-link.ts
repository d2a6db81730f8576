import type { Link, PhrasingContent } from 'mdast'
import type { Place } from '../model/place.ts'
import type { ArticleWalk } from './article-walk.ts'
import { decode, fileOfAddress, isRemote, isSafeAddress } from './check-address.ts'
import { placeOf } from './place-within.ts'
import { plainText } from './plain-text.ts'

/** Checks a link; one that cannot stay is replaced by its words. */
export function checkLink(node: Link, walk: ArticleWalk): PhrasingContent | PhrasingContent[] {
  const place = placeOf(node)
  const hasWords = plainText(node).trim() !== '' || node.children.some((child) => child.type === 'image')
  if (!hasWords || node.url.trim() === '') {
    const message = `Unexpected link without ${hasWords ? 'an address' : 'words'}, expected both words and an address`
    walk.find('articles/empty-link', place, message)
    return node.children
  }
  return checkAddress(node.url, place, walk) ? node : node.children
}

/** Checks a link's or button's address and notes links to articles; says whether it can stay. */
export function checkAddress(url: string, place: Place | undefined, walk: ArticleWalk): boolean {
  if (!isSafeAddress(url)) {
    const message = `Unexpected address \`${shorten(url)}\`, expected https, http, mailto, tel or a path`
    walk.find('articles/unsafe-link', place, message)
    return false
  }
  if (!isRemote(url) && !url.startsWith('?') && url !== '#') noteRelative(url, place, walk)
  return true
}

/** At most 60 characters, and none that would disturb a terminal. */
export function shorten(url: string): string {
  const text = url.replace(/\p{Cc}/gu, '�')
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

function noteRelative(url: string, place: Place | undefined, walk: ArticleWalk): void {
  const hash = url.indexOf('#')
  const fragment = hash === -1 ? '' : decode(url.slice(hash + 1)).normalize('NFC')
  const path = (hash === 0 ? walk.file : fileOfAddress(url, walk.file))?.normalize('NFC')
  if (path === undefined) {
    const message = `Unexpected address \`${shorten(url)}\` outside the workspace, expected an article of it`
    walk.find('articles/link-outside', place, message)
  } else if (/\.md$/i.test(path)) {
    if (place) walk.links.push({ url, path, ...(fragment && { fragment }), place })
  } else if (!url.startsWith('/')) {
    const message = `Unexpected link to \`${shorten(path)}\`, expected an article or a full address`
    walk.find('articles/unpublished-link', place, message)
  }
}
