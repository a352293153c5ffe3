/** Types with attributes of every kind, for tests of conditions. */
export const invoiceDeclarations = `
subject User {
  department: string
  clearance?: number
  level: number = 1
  manager?: User
  address?: { city: string  zip?: string }
  tags: set of string
  joined: time
  trial: boolean
}
subject Service { serves: string  department?: string }
group Team of User, Team
group Club of Service
role manager_role
resource Account in Account { region: "eu" | "us"  owner: User  open: boolean  limit?: number  role admin }
resource Invoice in Account {
  amount: number
  other: number
  status: "draft" | "sent" | "paid"
  region: "us" | "eu"
  owner: User
  team: Team
  payer: User | Service
  reviewers: set of User | Team
  watchers?: set of User
  related: set of Invoice
  tags: set of string
  modes: set of "fast" | "slow"
  due: time
  grace: duration
  address: ip
  networks: set of ip
  locked: boolean
  note?: string
  mixed: number
  role editor
  action read
  action update { fields?: set of string  soft: boolean }
}
resource Receipt { amount: number  note: string  mixed: string  action print }
context { ip?: ip  risk: number }
token { tenant?: string }
`;
