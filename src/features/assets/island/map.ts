const holder = document.querySelector<HTMLElement>('[data-asset-map]')
if (holder) {
  // The list is whole without the map, which may fail alone.
  import('./map/show.ts')
    .then(({ showAssetMap }) => showAssetMap(holder))
    .catch((problem: unknown) => console.warn('The picture stays in place of the map.', problem))
}
