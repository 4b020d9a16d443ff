import type { Advice, CardFailureWords, CardWords } from '../wording.ts';
import { common } from './common.ts';

const again: Advice = {
  title: 'O trabalho com o cartão foi interrompido',
  happened: 'A conexão segura com o cartão caiu. Sua senha não mudou.',
  next: 'Coloque o cartão de novo e tente mais uma vez.',
};
const askOffice = 'Se continuar, procure a prefeitura.';

const failures: CardFailureWords = {
  'pin-format': {
    title: 'Digite 4 números',
    happened: 'Não eram 4 números, por isso nada foi enviado ao cartão. Você não perdeu nenhuma tentativa.',
    next: 'Digite a senha de 4 dígitos que você escolheu ao receber o cartão.',
  },
  'pin-wrong': {
    title: 'Senha de 4 dígitos errada',
    happened: 'O número digitado não é o que está no cartão.',
    next: 'Veja quantas tentativas restam e digite de novo.',
  },
  'pin-last-try': {
    title: 'Resta uma tentativa',
    happened: 'Mais um erro bloqueia a senha de 4 dígitos. Nada foi enviado ao cartão ainda.',
    next: 'Continue só se tiver certeza. Se não tiver, a prefeitura pode ajudar.',
  },
  'pin-blocked': {
    title: 'A senha de 4 dígitos está bloqueada',
    happened: 'Ela foi digitada errada 3 vezes seguidas, e o cartão não a aceita mais.',
    next: common.office,
  },
  'password-rule': {
    title: 'Não é possível usar esta senha',
    happened: 'São precisos de 6 a 16 caracteres, com letras maiúsculas e números.',
    next: 'Veja as regras e digite de novo.',
  },
  'no-signature-certificate': {
    title: 'O cartão não tem certificado de assinatura',
    happened: 'Neste cartão não há certificado eletrônico para o qual definir a senha.',
    next: common.office,
  },
  'not-a-my-number-card': {
    title: 'Este não parece ser um cartão My Number',
    happened: 'Outro cartão foi lido.',
    next: 'Afaste outros cartões e coloque só o cartão My Number.',
  },
  'not-supported': {
    title: 'Este cartão não funciona aqui',
    happened: 'O cartão não permite redefinir a senha por este serviço.',
    next: common.office,
  },
  'link-lost': {
    title: 'A conexão com o cartão caiu',
    happened: 'A comunicação com o cartão não chegou ao fim.',
    next: again.next,
  },
  'card-removed': {
    title: 'O cartão saiu do lugar',
    happened: 'O cartão saiu do leitor durante a leitura.',
    next: 'Coloque o cartão de novo e não o mova até terminar.',
  },
  'no-card': {
    title: 'Cartão não encontrado',
    happened: 'Não há cartão no leitor.',
    next: 'Tire o cartão da capa e coloque-o no leitor.',
  },
  'reader-lost': {
    title: 'Leitor de cartão não encontrado',
    happened: 'A conexão com o leitor caiu.',
    next: 'Verifique a conexão e tente de novo.',
  },
  'reader-busy': {
    title: 'O leitor de cartão está em uso',
    happened: 'Outro aplicativo está usando o cartão.',
    next: 'Feche o outro aplicativo e tente de novo.',
  },
  'bridge-lost': {
    title: 'A leitura do cartão não está disponível',
    happened: 'A conexão com o programa que lê o cartão caiu.',
    next: 'Verifique se o programa está aberto e tente de novo.',
  },
  'bridge-refused': {
    title: 'A leitura do cartão foi recusada',
    happened: 'Esta página não está pareada com o programa que lê o cartão.',
    next: 'Abra de novo o link que o programa mostra.',
  },
  'session-lost': again,
  'authorisation-refused': again,
  'card-data': {
    title: 'Não foi possível ler o cartão',
    happened: 'O cartão não respondeu como esperado.',
    next: `Coloque o cartão de novo e tente mais uma vez. ${askOffice}`,
  },
  'card-refused': {
    title: 'O cartão não aceitou a operação',
    happened: 'O cartão recusou no meio do processo. Sua senha não mudou.',
    next: `Tente de novo. ${askOffice}`,
  },
};

export const card: CardWords = {
  failures,
  certificateExpired: {
    title: 'O certificado eletrônico venceu',
    happened: 'O certificado ligado à senha de 4 dígitos passou da validade.',
    next: common.office,
  },
  matchingNumberWrong: {
    title: 'Os números da frente do cartão não conferem',
    happened: 'A data de nascimento, o ano de validade ou o código de segurança difere do cartão.',
    next: 'Olhe a frente do cartão e digite de novo.',
  },
  matchingNumberBlocked: {
    title: 'Não é mais possível conferir os números do cartão',
    happened: 'Depois de muitos erros, o cartão não aceita mais os números que abrem a foto.',
    next: common.office,
  },
  triesLeft: (count) => (count === 1 ? 'Resta 1 tentativa' : `Restam ${count} tentativas`),
  triesUnknown: 'O cartão não informou quantas tentativas restam',
  lastTry: 'Mais um erro bloqueia',
};
