// What is open under a value, or under several: node consumer.mjs https://site.example/ industry/ai stage/pilot
const [address, ...groups] = process.argv.slice(2);
const site = address.replace(/\/*$/, "/");
const read = async (url) => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
};
const lists = await Promise.all(groups.map((group) => read(`${site}api/v1/by/${group}.json`)));
const ids = lists[0].ids.filter((id) => lists.every((list) => list.ids.includes(id)));
const { terms } = await read(`${site}api/v1/vocabularies/agencies.json`);
const agencies = new Map(terms.map((term) => [term.code, term.label]));
const found = new Map(ids.map((id) => [id, null]));
for (const [letter, name] of [["a", "achievements"], ["d", "demands"]]) {
  // The newest come first: read on until the last that is asked for has been found.
  let missing = ids.filter((id) => id.startsWith(letter)).length;
  for (let next = `${site}api/v1/${name}.json`; next && missing; ) {
    const { items, next_url: older } = await read(next);
    for (const item of items.filter((candidate) => found.has(candidate.id))) {
      found.set(item.id, item);
      missing -= 1;
    }
    next = older;
  }
}
for (const item of [...found.values()].filter((candidate) => candidate.is_open)) {
  const until = item.deadline ?? item.valid_until;
  console.log([item.id, item.title, agencies.get(item.agency), until, item.url].join("\t"));
}
