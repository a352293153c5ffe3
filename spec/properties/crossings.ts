/** Policies that cross features which the generated ones keep apart, each small and as nasty as it can be. */
export const crossings: Readonly<Record<string, string>> = {
  "subjects that are resources, with people that they name": `
    subject User as "person" { level: number  boss?: User }
    group Team of User, Team
    resource User in Org { friends: set of User | Team  role helper for User, Team, User.helper if boss or friends  action edit, see  allow helper to see
      allow User to edit when subject == resource
      allow parent.member, boss.helper to edit when subject.level > 0 }
    resource Org { role member for User, Team, all User  action see  allow member to see }`,
  "groups that are resources": `
    subject User
    group Team as "team" of User, Team
    resource Team in Team { lead: User | Team  role admin for User, Team, Team.admin if lead or parent.admin  role blocked  action edit, see
      allow admin to edit  allow lead, parent.lead to see
      deny blocked to edit }`,
  "several types of parents and of attributes": `
    subject User
    subject Robot
    group Team of User, Robot, Team
    resource Org { owner?: User | Robot  role admin, auditor for User, Team, all Robot  action read  allow admin to read }
    resource Folder in Org, Folder { role admin for User, Team, Org.admin, Doc.writer if parent.admin  role reader if parent.auditor or admin  action read  allow reader to read }
    resource Doc in Folder, Org { links: set of Doc | Folder | Org  source?: Doc | Org
      role writer for Robot, Folder.admin, all User if parent.admin and links.admin
      role reader if writer or source.reader or links.parent.auditor or source.owner
      action read, write
      allow reader and links.reader, source.owner to read
      allow writer but not parent.auditor to write
      allow parent.parent.admin to write unless resource has source }`,
  "an attribute called parent": `
    subject User { parent?: User }
    resource Doc { parent?: Doc | Box  owner: User  role editor if owner or parent.editor  role heir for User, Doc.editor, Box.editor if owner  action read, write
      allow editor, parent.owner to read  allow heir to write when resource has parent }
    resource Box in Box { role editor if parent.editor  action read  allow editor to read }`,
  "derived roles that look at the subject": `
    subject User { level: number  boss?: User }
    subject Robot
    group Team of User, Robot, Team
    role staff
    role senior if staff when subject has level and subject.level > 0
    role chief for User, all Robot, Doc.owner if User when subject has boss and subject.boss.level > 0
    exclusive senior, chief
    resource Doc in Doc { size: number  secret: boolean = false
      role owner for User, Team, Robot, all User
      role keeper if anyone when subject == User "a" when resource.size > 0
      role low for User, Doc.keeper, Doc.owner if chief or keeper when resource in Doc "a"
      role high if owner and staff unless resource.secret
      role free if owner but not parent.low
      action read, write
      allow low, high to read  allow senior, chief to write  allow free to read }
    exclusive Doc.low, Doc.high
    exclusive Doc.keeper, Doc.low, Doc.free at most 2`,
  "what is asked about whom by name": `
    subject User as "user" { level: number }
    role boss as "the boss" for User, all User, Doc.owner
    resource Doc as "document" in Doc { nested: { people: set of User  note?: string }  near: set of Doc
      role owner as "has" for User, Doc.owner
      role lock
      action read as "can read", write, list
      allow owner to read when resource.id == "a" or subject.id == "x"
      allow boss, near.owner to write unless subject in resource.nested.people
      allow anyone to list when resource in resource.near
      deny lock to write }
    allow User to write on Doc "elsewhere" when subject != User "b"
    allow User to read on Doc when subject is owner of resource.parent and not (subject is boss)
    deny anyone to read on Doc when subject is lock of resource`,
};
