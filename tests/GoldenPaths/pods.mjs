// Every pod in an object, however deep: what has containers is the specification of one.
export function* podsIn(value) {
  if (!value || typeof value !== 'object') return;
  for (const item of Object.values(value)) {
    if (Array.isArray(item?.spec?.containers)) yield item;
    yield* podsIn(item);
  }
}
