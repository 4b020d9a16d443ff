import type { CommonWords } from '../wording.ts';

const actions = {
  next: 'Próximo',
  back: 'Voltar',
  retry: 'Tentar de novo',
  cancel: 'Parar',
  close: 'Fechar',
  startOver: 'Recomeçar do início',
};

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

export const common: CommonWords = {
  language: 'Idioma',
  draft: {
    title: 'Tradução em rascunho',
    text: 'Este texto é um rascunho. Nenhum falante nativo o conferiu ainda. Valem os textos em japonês e em inglês.',
  },
  actions,
  office:
    'Leve o cartão e outro documento de identidade à prefeitura. Lá é possível renovar o certificado eletrônico, as senhas de 4 dígitos e a senha de letras e números.',
  whatHappened: 'O que aconteceu',
  whatNow: 'O que fazer agora',
  supportCode: (code) => `Código de atendimento: ${code}`,
  tryAgainIn: (wait) => `Aguarde ${wait}`,
  offline: {
    title: 'Sem conexão com a internet',
    happened: 'A conexão caiu ou o sinal está fraco. Nada do que você fez foi perdido.',
    next: `Vá a um lugar com bom sinal e toque em “${actions.retry}”.`,
  },
  time: {
    today: 'hoje',
    tomorrow: 'amanhã',
    until: (day, end) => `${day} até ${end}`,
    from: (day, start) => `${day} a partir de ${start}`,
    range: (day, start, end) => `${day} ${start}–${end}`,
    hours: (count) => plural(count, 'hora', 'horas'),
    minutes: (count) => plural(count, 'minuto', 'minutos'),
    seconds: (count) => plural(count, 'segundo', 'segundos'),
    left: (duration) => `ainda restam ${duration}`,
  },
  pin: {
    entered: (count, length) => `${count} de ${length} dígitos`,
    erase: 'Apagar um caractere',
    clear: 'Apagar tudo',
    enter: 'OK',
  },
  password: {
    entered: (count) => `Digitado: ${plural(count, 'caractere', 'caracteres')}`,
    rules: {
      length: 'De 6 a 16 caracteres',
      letter: 'Pelo menos uma letra (A–Z)',
      digit: 'Pelo menos um número (0–9)',
    },
    met: 'cumprido',
    unmet: 'ainda não',
    show: 'Mostrar',
    hide: 'Ocultar',
    letters: 'Letras',
    digits: 'Números',
    letterKey: (letter) => `letra ${letter}`,
    digitKey: (digit) => `número ${digit}`,
    lookalikes: {
      title: 'Caracteres parecidos',
      zero: '0 é o número zero, O é a letra O',
      one: '1 é o número um, I é a letra I',
      shape: 'Números ficam em teclas azuis de cantos retos, letras em teclas de cantos redondos.',
    },
    advice: {
      repeated: 'O mesmo caractere se repete. É fácil de adivinhar: prefira outra combinação.',
      sequence: 'Sequências como ABC ou 123 são fáceis de adivinhar: prefira outra combinação.',
      common: 'Contém uma palavra que muita gente usa. É fácil de adivinhar: prefira outra.',
      year: 'Um número como o ano de nascimento é fácil de adivinhar: prefira outro.',
    },
  },
  matchCode: {
    title: 'Código de conferência',
    compare: 'Confira se o celular e o terminal mostram os mesmos 4 caracteres.',
  },
};
