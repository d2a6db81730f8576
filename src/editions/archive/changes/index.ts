/** The door to pages of what changed, which few builds make: they compare texts. */
export { renderChangesPage } from './changes-page.ts'
