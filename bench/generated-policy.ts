import type { PolicyFile } from "@authz/dsl";

/** Shared by all modules: a policy grows by what it is about, not by who asks. */
const common = `/// People who sign in.
subject User { department: string, level: number }
/// Machines with a credential of their own.
subject Service
/// Some people, or some teams.
group Team of User, Team
role employee
role manager includes employee
role auditor
token { tenant: string }
assurance mfa { amr "mfa", "otp"  acr "phr"  within 15m }
/// A customer, and what all else lies in.
resource Account {
  tenant: string
  role admin
  action open
  allow admin to open when resource.tenant == token.tenant
}
`;

/** One kind of thing with what teams write for it: rules, a ceiling, endpoints, tests. */
function moduleOf(index: number): string {
  const name = `Thing${index}`;
  const path = `thing-${index}`;
  return `
/// Number ${index} of what an account has.
resource ${name} in Account {
  amount: number
  status: "draft" | "sent" | "paid"
  owner: User
  reviewers: set of User | Team
  locked: boolean = false
  next?: Thing${Math.max(0, index - 1)}
  role editor, approver
  role viewer includes watcher for User, Team, Account.admin if editor or reviewers or parent.admin
  role watcher
  action read, send
  action pay { fast: boolean }
  action delete
  allow watcher, auditor to read
  allow editor to send when resource.status == "draft" and resource.amount < ${1000 + index}
  pay_${index}: allow manager or approver to pay when resource.amount <= ${index} unless resource.locked or action.fast
  allow parent.admin to delete when resource.parent.tenant == token.tenant
  deny owner to pay because "nobody pays what is their own"
  require mfa to pay, delete
}
scope "${path}:read" covers read on ${name}
scope "${path}:write" includes "${path}:read" covers send, pay, delete on ${name}
endpoint "GET /accounts/{account}/${path}/{id}" is read on ${name} "{account}/{id}"
endpoint "POST /accounts/{account}/${path}/{id}/pay" is pay on ${name} "{account}/{id}"
exclusive ${name}.editor, ${name}.approver
allow Service to read on ${name} when subject is auditor
test "drafts of ${path} are sent by editors" {
  User "ana" { department: "sales", level: 2 }
  ${name} "t1" { amount: 40, status: "draft", owner: User "bo", reviewers: [] }
  User "ana" is editor of ${name} "t1"
  User "ana" can read, send ${name} "t1"
  User "bo" cannot delete ${name} "t1" because no_grant
}
`;
}

const linesInFile = 2_000;

/** A policy of about so many lines that compiles: the same text for the same number. */
export function generatedPolicy(lines: number): readonly PolicyFile[] {
  const files: PolicyFile[] = [{ name: "common.authz", text: common }];
  let written = linesOf(common);
  let text = "";
  for (let index = 0; written < lines; index++) {
    const module = moduleOf(index);
    text += module;
    written += linesOf(module);
    if (linesOf(text) < linesInFile && written < lines) continue;
    files.push({ name: `things-${files.length}.authz`, text });
    text = "";
  }
  return files;
}

function linesOf(text: string): number {
  return text.split("\n").length - 1;
}
