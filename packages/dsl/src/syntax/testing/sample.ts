/** A policy with something of every production, well-formed; names need not be declared. */
export const sample = `/// Those who write.
subject Author as "author" {
  email: string, verified: boolean = false
  age?: number
  /// Where the author lives.
  sensitive address: { city: string, zip?: string as "postal_code" }
}
subject Robot
group Club as "club" of Author, Club { size: number = -1 }

context { from?: ip, at_night: boolean }
token { tenant?: string as "https://example.com/tenant" }

role reader
role chief as "chief_editor", deputy includes reader, writer for Author, all Author, Club.member if boss and not_away but not (guest or intern) when resource.open unless resource.closed
assurance strong { amr "hwk", "otp" acr "high" within 10m }

resource Magazine { kind: "daily" | "weekly" role owner action read }

resource Article as "article" in Magazine, Desk {
  title: string
  tags: set of string
  words: number = 0
  due: time = time "2026-01-31T00:00:00Z"
  wait: duration = 2d
  home: ip = ip "10.0.0.0/8"
  writers: set of Author | Club,
  \`in print\`: boolean
  in: string
  role writer, checker
  role viewer if writer or writers or parent.owner
  action read as "view", print { copies: number, colour?: "black" | "full" }
  action delete
  allow viewer, checker to read
  /// Only what is short.
  short: allow writer to print when resource.words <= 1000 and not resource.\`in print\`
  deny writer to delete because "ask the owner"
  deny anyone but not chief, deputy to * unless resource has due and now < resource.due + 2d - 1h
  require strong, scope "articles:admin" to delete when resource.words > 1e3 because "é"
}

published: allow anyone to read on Article, Magazine "main" when resource.kind in ["daily", "weekly"] or resource.tags contains all ["a"]
deny (Robot and reader) or parent.guest to * on * when context.from in ip "10.0.0.0/8" or subject == Author "ana" unless subject is chief or subject is writer of resource.parent
allow Author to read on Article when subject.email like "*@example.com" and (resource.tags contains any [] or resource.tags contains "x")
night: require strong to read on Magazine
safe: never Robot to delete on Article unless subject is owner of resource.parent
always chief to read on *

scope "articles:read" covers read on Article
scope "articles:write" includes "articles:read", "base" covers print, delete on Article and * on Magazine "main"
scope none covers read on Magazine
endpoint "GET /articles/{id}" is read on Article "{id}"
endpoint "GET /health" is public
exclusive Article.writer, Article.checker
exclusive active chief, deputy, reader at most 2

fixture {
  Magazine "main" { kind: "daily" }
  Article "a1" in Magazine "main", Magazine "other" {
    title: "Über 😀", words: 12.5, tags: ["a", "b"], due: time "2026-01-31T00:00:00Z",
    place: { city: "x", flags: [true, [], { deep: 1s }] }
    author: Author "ana"
  }
  Author "ana" in Club "c"
  Author "ana" is writer of Article "a1" from "2026-01-01T00:00:00Z" until "2027-01-01T00:00:00Z"
  all Author is reader
  member of Club "c" is viewer of Article "a1"
}

test "authors read" {
  Author "ana" is chief
  Author "ana" with scope "articles:read", "base" at "2026-06-01T00:00:00Z" can read, print { copies: 2 } Article "a1"
  Author "bo" with token { amr: ["otp"] } with context { at_night: true } with roles [chief] with active [reader, chief] cannot "GET /articles/a1"
  anonymous cannot delete Article "a1" because no_grant
}
`;
