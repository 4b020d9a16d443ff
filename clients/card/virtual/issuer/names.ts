import { BaseBlock, PrintableString, Utf8String } from 'asn1js';
import { AttributeTypeAndValue, GeneralName, RelativeDistinguishedNames } from 'pkijs';

const OID = {
  commonName: '2.5.4.3',
  country: '2.5.4.6',
  locality: '2.5.4.7',
  organisation: '2.5.4.10',
  unit: '2.5.4.11',
};

/** `O` of everything the lab issues; the real one is JPKI, its official test hierarchy JPKI-TEST. */
export const ORGANISATION = 'JPKI-LAB';

/** Distinguished name of attributes in order; the country is a PrintableString, all else UTF8String. */
export function distinguishedName(...attributes: readonly (readonly [keyof typeof OID, string])[]) {
  return new RelativeDistinguishedNames({
    typesAndValues: attributes.map(([kind, value]) => {
      const text: BaseBlock = kind === 'country' ? new PrintableString({ value }) : new Utf8String({ value });
      return new AttributeTypeAndValue({ type: OID[kind], value: text as Utf8String });
    }),
  });
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
