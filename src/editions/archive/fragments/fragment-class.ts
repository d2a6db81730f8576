/** The class of the one element round a page's content, where the page is a fragment for somebody else's site. */
export const fragmentClass = 'tidings'
