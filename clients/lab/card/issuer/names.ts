import { ObjectIdentifier, PrintableString, Sequence, Set as AsnSet, Utf8String } from 'asn1js';
import { GeneralName, RelativeDistinguishedNames } from 'pkijs';

const OID = {
  commonName: '2.5.4.3',
  country: '2.5.4.6',
  locality: '2.5.4.7',
  organisation: '2.5.4.10',
  unit: '2.5.4.11',
};

/** `O` of everything the lab issues; the real one is JPKI, its official test hierarchy JPKI-TEST. */
export const ORGANISATION = 'JPKI-LAB';

/**
 * Distinguished name of attributes in order; the country is a PrintableString, all else UTF8String. Encoded here,
 * because the library puts every attribute into one relative name.
 */
export function distinguishedName(...attributes: readonly (readonly [keyof typeof OID, string])[]) {
  const relativeNames = attributes.map(([kind, value]) => {
    const text = kind === 'country' ? new PrintableString({ value }) : new Utf8String({ value });
    const attribute = new Sequence({ value: [new ObjectIdentifier({ value: OID[kind] }), text] });
    return new AsnSet({ value: [attribute] });
  });
  return RelativeDistinguishedNames.fromBER(new Sequence({ value: relativeNames }).toBER());
}

const AGENCY = ['unit', 'Lab Agency for Local Authority Information Systems'] as const;

/** Subject of a root. Every generation of one purpose has this same name, as the real roots do. */
export const rootName = (purpose: string): RelativeDistinguishedNames =>
  distinguishedName(
    ['country', 'JP'],
    ['organisation', ORGANISATION],
    ['unit', `JPKI for ${purpose}`],
    AGENCY,
  );

/** The name of the service in Japanese, under which roots and certificates have it beside their own. */
export const serviceName = distinguishedName(
  ['country', 'JP'],
  ['organisation', '公的個人認証サービス（実験）'],
);

/** A name as GeneralName directoryName. */
export const directoryName = (name: RelativeDistinguishedNames): GeneralName =>
  new GeneralName({ type: 4, value: name });
