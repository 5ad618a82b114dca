/** A folder or file that the person chose; `token` is all the window can send back. */
export interface ChosenPath {
  token: string;
  name: string;
}
