/** What may go wrong, at a click. */
export function FaultsPane() {
  return null;
}
