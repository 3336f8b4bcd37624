using System.Collections.Immutable;
using System.Globalization;
using B24App.Plan;

namespace B24App.Links;

/// <summary>The contract in Russian.</summary>
internal sealed class ContractWordsRu : ContractWords
{
    private static readonly ImmutableDictionary<Field, string> Fields = ImmutableDictionary.CreateRange(
    [
        KeyValuePair.Create(Field.Title, "название"),
        KeyValuePair.Create(Field.Description, "описание"),
        KeyValuePair.Create(Field.Deadline, "крайний срок"),
        KeyValuePair.Create(Field.PlannedDates, "плановые даты"),
        KeyValuePair.Create(Field.Priority, "приоритет"),
        KeyValuePair.Create(Field.Tags, "теги"),
        KeyValuePair.Create(Field.Status, "статус"),
        KeyValuePair.Create(Field.Control, "контроль постановщика"),
        KeyValuePair.Create(Field.Responsible, "исполнитель"),
        KeyValuePair.Create(Field.Parent, "родительская задача"),
        KeyValuePair.Create(Field.Checklist, "чек-листы"),
        KeyValuePair.Create(Field.Observers, "наблюдатели"),
        KeyValuePair.Create(Field.Accomplices, "соисполнители"),
        KeyValuePair.Create(Field.CustomFields, "пользовательские поля"),
        KeyValuePair.Create(Field.Stage, "стадии канбана"),
        KeyValuePair.Create(Field.CrmLinks, "ссылки на элементы CRM"),
        KeyValuePair.Create(Field.Elapsed, "затраченное время"),
        KeyValuePair.Create(Field.Results, "результаты"),
        KeyValuePair.Create(Field.Calls, "звонки парных карточек"),
        KeyValuePair.Create(Field.Letters, "письма парных карточек"),
        KeyValuePair.Create(Field.Meetings, "встречи парных карточек"),
        KeyValuePair.Create(Field.CardComments, "комментарии парных карточек"),
        KeyValuePair.Create(Field.ToDos, "дела парных карточек"),
        KeyValuePair.Create(Field.Chats, "чаты парных карточек (сам факт, без переписки)"),
        KeyValuePair.Create(Field.Forms, "заполненные формы парных карточек"),
        KeyValuePair.Create(Field.PairsByMail, "пары карточек с одинаковой почтой"),
        KeyValuePair.Create(Field.PairsByPhone, "пары карточек с одинаковым телефоном"),
        KeyValuePair.Create(Field.Recordings, "записи разговоров парных карточек"),
        KeyValuePair.Create(Field.CardFiles, "файлы писем, встреч, дел и комментариев парных карточек"),
        KeyValuePair.Create(Field.Files, "файлы"),
    ]);

    public static ContractWordsRu Words { get; } = new();

    public override string Nothing => "Ничего не передаётся.";

    public override string NoNewTasks => "Новые задачи не передаются.";

    public override string NoFields => "Изменения в переданных задачах не передаются.";

    public override string Comments => "Комментарии передаются с именем автора и названием компании.";

    public override string NoComments => "Комментарии не передаются.";

    public override string PartnersMirrors => "Передаётся и то, что пришло от других партнёров, но не дальше трёх порталов.";

    public override string PartnersChoice => "те, что выбрал партнёр";

    public override string EveryGroup => "из всех групп портала";

    public override string NoGroup => "ни одной группы не выбрано, поэтому пока ни одной";

    public override string NoTarget => "Задачи партнёра создаются вне групп.";

    public override string RelayResponsible => "Если исполнитель не найден, им становится служебный пользователь.";

    public override string Matching => "Сотрудники узнаются по совпадению e-mail. Сами адреса не передаются: сравниваются отпечатки.";

    public override string NoMatching => "Сотрудники по e-mail не сопоставляются.";

    public override string OldComments => "Комментарии, написанные до того, как задача попала в обмен, или пока она была вне его, сами не передаются.";

    public override string ReRead => "Обсуждения сверяются: активные за 7 дней постоянно, за 90 дней раз в день, более старые по запросу.";

    public override string Changes => "Сузить обмен может каждая сторона сразу; чтобы передавалось больше, нужно согласие второй стороны.";

    public override ImmutableArray<string> NotCarried { get; } =
    [
        "повторение (каждая созданная повтором задача передаётся сама)", "напоминания",
    ];

    public override string Title(int number, string partner, string domain) => $"Договорённость № {number} с порталом «{partner}»{(partner == domain ? "" : $" ({domain})")}";

    public override string NewTasks(string which) => $"Новые задачи: {which}. Название и описание передаются всегда.";

    public override string PartnersTarget(string groupTitle) => $"У партнёра они создаются в группе {Quoted(groupTitle)}.";

    public override string PartnersWholePortal(int? tasksIn30Days) => $"из всех групп партнёра ({tasksIn30Days ?? 0} за 30 дней)";

    public override string LargestFile(int megabytes) => $"Файлы больше {megabytes} МБ и программы остаются на своей стороне; об этом говорит строка с именем и размером.";

    public override string CustomFields(IReadOnlyCollection<string> titles) => $"Передаваемые пользовательские поля: {List(titles)}.";

    public override string Named(Field field) => Fields[field];

    public override string FieldsAre(IEnumerable<Field> fields) => $"Изменения полей: {List(fields.Select(field => Fields[field]))}.";

    public override string CardsAre(IEnumerable<Field> fields) => $"Из парных карточек CRM: {List(fields.Select(field => Fields[field].Replace(" парных карточек", "", StringComparison.Ordinal)))}.";

    public override string OfGroups(IReadOnlyCollection<string> groups) => $"{(groups.Count == 1 ? "из группы" : "из групп")} {List(groups)}";

    public override string WithTags(IEnumerable<string> tags) => $"с одним из тегов {List(tags)}";

    public override string OfPeople(IEnumerable<string> people) => $"с исполнителем {List(people)}";

    public override string Target(string group) => $"Задачи партнёра создаются в группе {group}.";

    public override string Responsible(string person) => $"Если исполнитель не найден, им становится {person}.";

    public override string Prefix(string prefix) => $"Комментарии, которые начинаются с {Quoted(prefix)}, остаются внутри.";

    public override string WhenPartnerDeletes(DeletePolicy policy) => policy switch
    {
        DeletePolicy.RemoveMirror => "Если партнёр удалит задачу, её копия у вас тоже удаляется.",
        DeletePolicy.Keep => "Если партнёр удалит задачу, у вас ничего не меняется.",
        _ => "Если партнёр удалит задачу, у вас она остаётся с пометкой.",
    };

    public override string WhenYouDelete(DeletePolicy policy) => policy switch
    {
        DeletePolicy.RemoveMirror => "Если вы удалите задачу, её копия у партнёра тоже удаляется.",
        DeletePolicy.Keep => "Если вы удалите задачу, у партнёра ничего не меняется.",
        _ => "Если вы удалите задачу, у партнёра она остаётся с пометкой.",
    };

    public override string Number(long id) => string.Create(CultureInfo.InvariantCulture, $"№ {id}");

    public override string Quoted(string title) => $"«{title}»";
}
