import fc from 'fast-check';
import { secretFields, variableFields } from '../../src/redact/secret-names.ts';

/** A text that begins and ends every made-up secret, so that parts of one are found, too. */
export const marker = 'Zq7xK';

const letters = [...'ABCDEFabcdef0123456789/+_-'];
const random = (minLength: number) =>
  fc.array(fc.constantFrom(...letters), { minLength, maxLength: minLength + 8 });

/** A made-up secret. */
const anySecret = random(16).map((parts) => `${marker}${parts.join('')}${marker}`);

const listed = [...secretFields, variableFields].flatMap(({ endings }) => endings);
const whole = secretFields.flatMap(({ whole: names = [] }) => names);

/** The name of a secret, in one of the ways in which it may be written. */
const anySecretName = fc.oneof(
  fc.constantFrom(...whole),
  fc
    .tuple(
      fc.constantFrom(...secretFields.flatMap(({ endings }) => endings)),
      fc.constantFrom(
        (name: string) => name,
        (name: string) => name.charAt(0).toUpperCase() + name.slice(1),
        (name: string) => `master${name.charAt(0).toUpperCase()}${name.slice(1)}`,
        (name: string) => `DB_${name.replace(/(?=[A-Z])/g, '_').toUpperCase()}`,
        (name: string) => name.replace(/(?=[A-Z])/g, '-').toLowerCase(),
        (name: string) => name.toLowerCase(),
      ),
    )
    .map(([name, spell]) => spell(name)),
);

/** A text with a secret of a known form. */
export const anySecretText = fc
  .tuple(
    anySecret,
    fc.constantFrom(
      (secret: string) => `https://h/k?X-Amz-Expires=9&X-Amz-Signature=${secret}&x=1`,
      (secret: string) =>
        `https://h/?u=https%3A%2F%2Fb%2Fk%3FX-Amz-Security-Token%3D${secret}%26a%3D1`,
      (secret: string) => `https://h/k?AWSAccessKeyId=${secret}&Signature=${secret}`,
      (secret: string) => `postgres://user:${secret.replaceAll('/', '')}@host/db`,
      (secret: string) => `mysql -u root --password ${secret} -h db`,
      (secret: string) => `Server=db;Password=${secret};Database=x`,
      (secret: string) => `{a=1, sessiontoken=${secret}, b=2}`,
      (secret: string) => `failed for {"password": "${secret}", "x`,
      (secret: string) => `failed for {'secretKey': '${secret}'}`,
      (secret: string) => `Authorization: Bearer ${secret}`,
      (secret: string) =>
        `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----`,
      (secret: string) => `-----BEGIN PRIVATE KEY-----\n${secret}`,
      (secret: string) =>
        `AKIAIOSFODNN7EXAMPLE ${secret.replace(/\W/g, '')}${'aB3'.repeat(14)}`.slice(0, 61),
      (secret: string) =>
        `token eyJhbGciOiJI.${secret.replace(/[/+]/g, '')}.${secret.replace(/[/+]/g, '')}`,
      (secret: string) => `use ghp_${secret.replace(/\W/g, '')}`,
      (secret: string) => `use xoxb-${secret.replace(/[/+]/g, '')}`,
      (secret: string) => `IQoJb3JpZ2lu${secret}${secret}`,
    ),
  )
  .map(([secret, write]) => write(secret));

/** An object that has secrets by the names of its members. */
const anyHolder = fc.oneof(
  fc.tuple(anySecretName, anySecret).map(([name, secret]) => ({ [name]: secret })),
  fc.tuple(anySecretName, anySecret).map(([name, secret]) => ({ [name]: [secret, { x: secret }] })),
  fc.tuple(anySecretName, anySecret).map(([name, value]) => ({ name, value })),
  fc.tuple(anySecretName, anySecret).map(([parameterKey, parameterValue]) => ({
    parameterValue,
    parameterKey,
  })),
  fc
    .tuple(fc.constantFrom('environment', ...variableFields.endings), anySecret)
    .map(([name, value]) => ({ [name]: [{ name: 'A', value }] })),
  fc
    .tuple(fc.constantFrom('environment', ...variableFields.endings), anySecret)
    .map(([name, value]) => ({ [name]: { variables: { A: value }, B: value } })),
  anySecret.map((value) => ({
    optionSettings: [
      { namespace: 'aws:elasticbeanstalk:application:environment', optionName: 'A', value },
    ],
  })),
  anySecretText.map((text) => ({ text })),
);

const wraps: readonly ((value: unknown) => unknown)[] = [
  (value) => ({ items: value }),
  (value) => ({ note: 'x', 'a.b': [1, value] }),
  (value) => [value],
  (value) => ({ policy: JSON.stringify(value) }),
  (value) => ({ document: encodeURIComponent(JSON.stringify([value])) }),
  (value) => ({ credentials: value, name: 'n' }),
];

/** A request or a response with secrets at any depth. */
export const anySecretParameters = fc
  .tuple(anyHolder, fc.array(fc.constantFrom(...wraps), { maxLength: 6 }))
  .map(([holder, wrapsAround]) => ({
    name: 'bucket',
    inner: wrapsAround.reduce<unknown>((value, wrap) => wrap(value), holder),
  }));

/** All names that are listed. */
export const listedNames: readonly string[] = [...listed, ...whole];
