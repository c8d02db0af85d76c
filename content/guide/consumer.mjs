// What is open under a value: node consumer.mjs https://site.example/ marine-sector/desalination
const [address, group] = process.argv.slice(2);
const site = address.replace(/\/*$/, "/");
const read = async (path) => {
  const response = await fetch(site + path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
};
const { items } = await read(`api/v1/by/${group}.json`);
const { terms } = await read("api/v1/vocabularies/agencies.json");
const agencies = new Map(terms.map((term) => [term.code, term.label]));
for (const item of items.filter((candidate) => candidate.is_open)) {
  const until = item.deadline ?? item.valid_until;
  console.log([item.id, item.title, agencies.get(item.agency), until, item.url].join("\t"));
}
