"""A sentence in each language that has nothing to do with the words that are looked for."""

PADDING = {
    "en": "The committee met on the hill above the old harbour and nobody hurried. ",
    "de": "Der Ausschuss traf sich auf dem Hügel über dem alten Hafen und keiner eilte. ",
    "es": "El comité se reunió en la colina sobre el viejo puerto y nadie tenía prisa. ",
    "fr": "La commission se réunit sur la colline au-dessus du vieux port et on discute. ",
    "ru": "Комиссия собралась на холме над старой гаванью, и все говорили спокойно. ",
    "ar": "اجتمعت اللجنة على التل فوق الميناء القديم في المدينة وتحدث الجميع بهدوء. ",
    "zh": "委员会在旧港口上方的小山上开会，大家都很平静地讨论问题。",
    "ko": "위원회는 오래된 항구 위 언덕에서 모였고 모두가 차분하게 이야기했다. ",
    "it": "La commissione si riunì sulla collina sopra il vecchio porto e nessuno aveva fretta. ",
    "pt": "A comissão reuniu-se na colina sobre o velho porto e ninguém tinha pressa. ",
}
