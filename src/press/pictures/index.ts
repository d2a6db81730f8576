/** The door to what pictures can be published, for who takes them in: builds have no need of it. */
export { lookAtPicture } from '../inspect-image.ts'
export type { PictureFacts } from '../inspect-image.ts'
