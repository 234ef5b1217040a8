const people = new Map();

/** Learns who is who, from identity.json. */
export function learnPeople(reviewers) {
  for (const reviewer of reviewers) people.set(reviewer.id, reviewer);
}

/** The name of a user, or undefined for an unknown id. */
export function nameOf(id) {
  return people.get(id)?.name;
}
