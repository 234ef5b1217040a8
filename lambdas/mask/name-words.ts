/** Words of field names and what they say of the value. Data: reviewed by hand, part of the rule pack. */

/** A name that ends in one of these, or holds one of them in a compound, has a secret value. */
export const SECRET_WORDS: Readonly<Record<string, string>> = {
  password: 'password',
  passwords: 'password',
  passwd: 'password',
  passphrase: 'password',
  passcode: 'password',
  pwd: 'password',
  pswd: 'password',
  pw: 'password',
  psw: 'password',
  pass: 'password',
  secret: 'secret',
  secrets: 'secret',
  token: 'token',
  jwt: 'token',
  auth: 'auth',
  credential: 'credential',
  credentials: 'credential',
  creds: 'credential',
  authorization: 'authorization',
  cookie: 'cookie',
  apikey: 'api-key',
  accesskey: 'api-key',
  secretkey: 'secret',
  privatekey: 'private-key',
  authkey: 'api-key',
  pin: 'pin',
  otp: 'pin',
  cvv: 'pin',
  cvc: 'pin',
  phone: 'phone',
  telephone: 'phone',
  mobile: 'phone',
  msisdn: 'phone',
  fax: 'phone',
  ssn: 'us-ssn',
  pan: 'card',
  surname: 'person-name',
  firstname: 'person-name',
  lastname: 'person-name',
  fullname: 'person-name',
  forename: 'person-name',
  dob: 'date-of-birth',
  birthdate: 'date-of-birth',
  birthday: 'date-of-birth',
  dateofbirth: 'date-of-birth',
  street: 'postal-address',
  streetaddress: 'postal-address',
  zip: 'postal-code',
  zipcode: 'postal-code',
  postcode: 'postal-code',
  postalcode: 'postal-code',
  passport: 'passport',
  nino: 'national-id',
  aadhaar: 'national-id',
  pesel: 'national-id',
  bsn: 'national-id',
  cpf: 'national-id',
};

/** Two words that name personal data where neither does alone: the last word, and those that may stand before it. */
export const PERSONAL_PAIRS: Readonly<Record<string, readonly [type: string, before: readonly string[]]>> = {
  name: ['person-name', ['first', 'last', 'full', 'given', 'family', 'middle', 'maiden']],
  birth: ['date-of-birth', ['of']],
  date: ['date-of-birth', ['birth']],
  address: [
    'postal-address',
    ['street', 'postal', 'home', 'mailing', 'billing', 'shipping', 'delivery', 'residential'],
  ],
  line: ['postal-address', ['address']],
  code: ['postal-code', ['postal', 'zip', 'post']],
  id: ['national-id', ['national', 'tax']],
  number: ['passport', ['passport']],
  no: ['passport', ['passport']],
  license: ['driving-licence', ['driver', 'drivers', 'driving']],
  licence: ['driving-licence', ['driver', 'drivers', 'driving']],
};

/** Endings that make one word of several: `authtoken`, `clientsecret`, `dbpassword`. */
export const SECRET_SUFFIXES: readonly string[] = [
  'password',
  'passwd',
  'passphrase',
  'secret',
  'token',
  'apikey',
  'accesskey',
  'secretkey',
  'privatekey',
  'authkey',
];

/** `key` is a secret only after one of these. */
export const KEY_QUALIFIERS: ReadonlySet<string> = new Set(
  (
    'api access secret private encryption encrypt signing sign auth authentication master account storage shared service ' +
    'license subscription function admin application app session hmac consumer deploy ingest ingestion crypto aes rsa ssh ' +
    'cipher webhook bearer preshared psk integration'
  ).split(' '),
);

/** A key after one of these is public, or a place in a table, a bucket or a map. */
export const HARMLESS_KEYS: ReadonlySet<string> = new Set(
  (
    'public pub object s3 partition sort hash range primary foreign kms cmk cache tag route row index map idempotency dedup dedupe ' +
    'deduplication context config host product registry message language translation item table column group order query search ' +
    'metric event field attribute path file folder bucket prefix image layer site server resource data document record user grant ' +
    'trusted known device certificate cert fingerprint pair pagination marker exclusive start last evaluated master'
  ).split(' '),
);

/** A token after one of these is a cursor, an idempotency key or a count. */
export const TOKEN_DISQUALIFIERS: ReadonlySet<string> = new Set(
  (
    'next pagination continuation client request idempotency page paging starting start resume change update lock sync copy ' +
    'creation registration sequence marker forward backward previous prev cursor position poll restart max min input output ' +
    'total num public prompt completion eos bos stop special unk pad http https metadata initial invocation creator association tracking ' +
    'concurrency revision version configuration deduplication retry partition scroll list clear upload expected latest'
  ).split(' '),
);

/** A name that ends in one of these describes a secret but does not hold it. */
export const HARMLESS_ENDINGS: ReadonlySet<string> = new Set(
  (
    'id ids arn arns name names type types expression version versions count length size policy policies enabled disabled required ' +
    'status state expires expiry expiration expire ttl age date time times at on by uri url urls endpoint endpoints source prefix ' +
    'suffix hint format algorithm algorithms usage spec scope scopes mode used rotation kind field fields column location path file ' +
    'filename dir directory region description desc label labels tag tags rule rules config configuration settings options option ' +
    'limit max min period days day hours hour minutes minute seconds second interval validity units unit provider providers issuer ' +
    'audience method methods action actions list manager management store group role roles user username owner alias index mapping ' +
    'mappings template schema resource resources changed modified created updated verified attempts retries reset reuse prevention ' +
    'requirements complexity strength support supported allowed enforcement fingerprint thumbprint hash digest checksum md5 sha1 ' +
    'sha256 public order selection placeholder regex pattern validator verifier message prompt error code bytes utilization stages ' +
    'from ref reference selector link page address in present exists last reason detail details duration lifetime timeout handling ' +
    'only if is allow deny permission permissions sharing filter filters class category level number character characters ' +
    'dev-null accessor identifier identifiers parameter parameters header headers target targets output outputs map context'
  ).split(' '),
);

/** Trailing words that say how or when a value is written, not what it is. */
export const TRAILING_NEUTRAL: ReadonlySet<string> = new Set(
  (
    'value values text plain plaintext string str raw base64 b64 base32 encoded env var new old current previous prod production dev ' +
    'test base staging live main primary secondary default data binary material seed secure super production rw ro master admin'
  ).split(' '),
);
