import type { TroubleWords } from '../words.ts';

export const trouble: TroubleWords = {
  office: 'A prefeitura pode fazer isto',
  'card-expired': {
    title: 'O cartão está vencido',
    happened: 'O próprio cartão passou da validade, por isso não é possível fazer aqui.',
    next: 'Peça a renovação do cartão na prefeitura.',
  },
  'another-card': {
    title: 'Este não é o primeiro cartão',
    happened: 'A última tentativa foi confirmada para outro cartão. A senha não foi enviada.',
    next: 'Tente de novo só com o seu cartão.',
  },
  'camera-denied': {
    title: 'Não é possível usar a câmera',
    happened: 'Este aplicativo não tem permissão para usar a câmera.',
    next: 'Permita a câmera para este aplicativo nos ajustes do celular e toque em “Fotografar de novo”.',
  },
  'camera-missing': {
    title: 'Câmera não encontrada',
    happened: 'Não há câmera do lado da tela.',
    next: 'Use um celular com câmera do lado da tela.',
  },
  'camera-busy': {
    title: 'A câmera está em uso',
    happened: 'Outro aplicativo parece estar usando a câmera.',
    next: 'Feche o outro aplicativo e toque em “Fotografar de novo”.',
  },
  'camera-virtual': {
    title: 'Esta não é uma câmera real',
    happened: 'Um aplicativo que reproduz imagens está sendo usado no lugar da câmera.',
    next: 'Feche esse aplicativo ou use a câmera do celular e toque em “Fotografar de novo”.',
  },
  'face-slow': {
    title: 'Passou tempo demais',
    happened: 'A ordem dos movimentos muda a cada 2 minutos. Você não perdeu nenhuma tentativa.',
    next: 'Toque em “Fotografar de novo” para uma nova ordem. Não é preciso ler o cartão de novo.',
  },
  fault: {
    title: 'Não deu certo',
    happened: 'Algo deu errado no aplicativo. O erro não é seu.',
    next: 'Toque em “Tentar de novo”. Se continuar, feche o aplicativo e abra de novo.',
  },
  cardAway: {
    title: 'A conexão com o cartão caiu',
    happened: 'O cartão foi afastado ou saiu do lugar.',
    next: 'Encoste de novo e não mova até terminar. Se não achar, mova o cartão aos poucos.',
  },
  nfcOff: {
    title: 'O NFC não está disponível',
    happened: 'O NFC, com que o celular lê cartões, está desligado ou não pode ser usado.',
    next: 'Ligue o NFC nos ajustes do celular e tente de novo.',
  },
  readerBusy: {
    title: 'A leitura do cartão está em uso',
    happened: 'Outra tela ou aplicativo está usando o cartão.',
    next: 'Feche a outra tela e tente de novo.',
  },
  otherCard: {
    title: 'Este não parece ser um cartão My Number',
    happened: 'Outro cartão foi lido.',
    next: 'Afaste a carteira e outros cartões e encoste só o cartão My Number.',
  },
};
