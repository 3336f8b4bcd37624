namespace B24App.Screens;

/// <summary>What the invented companies write to each other.</summary>
internal sealed record Work(string Title, string Text, string Answer);

/// <summary>The works of a language; the last one is refused by the partner's portal.</summary>
internal static class Works
{
    public static IReadOnlyList<Work> In(string language) => language == "ru" ? Russian : English;

    private static readonly Work[] Russian =
    [
        new("Не печатает принтер в бухгалтерии", "С утра пишет «Замените барабан».", "Барабан привезём сегодня до трёх."),
        new("Настроить рабочее место новому сотруднику", "Выходит в понедельник, отдел продаж.", "Учётная запись готова, ноутбук привезём в пятницу."),
        new("Медленно открывается общая папка", "Примерно с десяти утра, на всех компьютерах второго этажа.", "Нашли: переполнен диск. Освобождаем место."),
        new("Продлить сертификат почтового сервера", "Срок до конца месяца.", "Заявку отправили, ждём выпуска."),
        new("Переговорная: нет звука на телевизоре", "Нужно до 16:00.", "Выезжаем."),
    ];

    private static readonly Work[] English =
    [
        new("The printer in accounting does not print", "Since this morning it says \"Replace the drum\".", "We bring a new drum before three o'clock."),
        new("Set up a workplace for a new colleague", "Starts on Monday, sales department.", "The account is ready, the laptop comes on Friday."),
        new("The shared folder opens slowly", "Since about ten, on all computers of the second floor.", "Found: the disk is full. We are making room."),
        new("Renew the certificate of the mail server", "It ends this month.", "The request is sent, we wait for the issue."),
        new("Meeting room: no sound on the screen", "Needed before 4 pm.", "We are on the way."),
    ];
}
