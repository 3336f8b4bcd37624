using B24App.Backfill;
using B24App.Carry;
using B24App.Plan.Carry;

namespace B24App.Pages.Carry;

/// <summary>The words of the pages about carrying, a pair per sentence.</summary>
public sealed class CarryWords(Texts texts)
{
    private static readonly Dictionary<string, (string Ru, string En)> Sentences = new()
    {
        ["title"] = ("История клиента", "Client history"),
        ["advice"] = ("Звонки, письма и комментарии контакта или лида остаются и в карточке компании или сделки. Ничего не копируется: запись показывается в обеих карточках.", "Calls, letters and comments of a contact or lead stay in the card of the company or deal too. Nothing is copied: an entry shows in both cards."),
        ["rules"] = ("Правила", "Rules"),
        ["none"] = ("Правил пока нет", "There are no rules yet"),
        ["none.advice"] = ("Начните с одного из готовых. Пока правило выключено, на портале ничего не меняется.", "Begin with one of the ready ones. While a rule is off, nothing changes on the portal."),
        ["scope"] = ("Нет доступа к CRM", "No access to the CRM"),
        ["scope.advice"] = ("Администратор должен переустановить приложение и разрешить ему CRM.", "An administrator has to reinstall the app and grant it the CRM."),
        ["new"] = ("Новое правило", "New rule"),
        ["new.contact"] = ("Контакт → его компания", "Contact → its company"),
        ["new.lead"] = ("Лид → сделка из него", "Lead → the deal made from it"),
        ["new.former"] = ("Уволенные контакты", "Dismissed contacts"),
        ["new.other"] = ("Любые две карточки", "Any two cards"),
        ["on"] = ("Включено", "On"),
        ["off"] = ("Выключено", "Off"),
        ["act.on"] = ("Включить", "Switch on"),
        ["act.off"] = ("Выключить", "Switch off"),
        ["act.open"] = ("Открыть", "Open"),
        ["act.save"] = ("Сохранить", "Save"),
        ["act.remove"] = ("Удалить правило", "Delete the rule"),
        ["act.remove.ask"] = ("Удалить правило? То, что уже перенесено, останется.", "Delete the rule? What was carried stays."),
        ["act.return"] = ("Вернуть контакт", "Put the contact back"),
        ["saved"] = ("Сохранено.", "Saved."),
        ["returned"] = ("Контакт возвращается.", "The contact is being put back."),
        ["notReturned"] = ("Возвращать нечего", "There is nothing to put back"),
        ["notReturned.advice"] = ("Контакт уже на месте, или с ним сейчас что-то делается. Обновите страницу.", "The contact is back already, or something is being done with it. Refresh the page."),
        ["rule"] = ("Что и куда", "What and where"),
        ["name"] = ("Название", "Name"),
        ["source"] = ("Откуда", "From"),
        ["target"] = ("Куда", "To"),
        ["field"] = ("Поле, которое связывает карточки", "Field that ties the cards"),
        ["field.hint"] = ("По нему приложение находит вторую карточку.", "By it the app finds the other card."),
        ["field.raw"] = ("Портал сейчас не отвечает, поэтому списка полей нет: здесь имя поля, как в REST. Обычно его не меняют.", "The portal does not answer now, so there is no list of fields: this is the field's name as in REST. It is rarely changed."),
        ["field.none"] = ("Выберите поле", "Choose a field"),
        ["field.in"] = ("В карточке «{0}»", "In the card \"{0}\""),
        ["field.noTie"] = ("Карточки этих типов ничем не связаны. Выберите другие или создайте в CRM поле «Привязка к элементам CRM».", "Nothing ties cards of these types. Choose others, or make a field \"Link to CRM items\" in the CRM."),
        ["field.companyId"] = ("Основная компания", "Main company"),
        ["field.companyIds"] = ("Все компании", "All companies"),
        ["field.contactId"] = ("Основной контакт", "Main contact"),
        ["field.contactIds"] = ("Все контакты", "All contacts"),
        ["field.leadId"] = ("Лид, из которого создана карточка", "Lead the card was made from"),
        ["yes"] = ("да", "yes"),
        ["no"] = ("нет", "no"),
        ["on.side"] = ("Где это поле", "Where the field is"),
        ["on.Source"] = ("в карточке, откуда переносим", "in the card we carry from"),
        ["on.Target"] = ("в карточке, куда переносим", "in the card we carry to"),
        ["choice"] = ("Если карточек несколько", "If there are several"),
        ["choice.First"] = ("только первая", "only the first"),
        ["choice.All"] = ("все", "all"),
        ["choice.Newest"] = ("только новая", "only the newest"),
        ["manner"] = ("Как", "How"),
        ["manner.Bind"] = ("показывать в обеих карточках", "show in both cards"),
        ["manner.Move"] = ("переносить в другую карточку", "move to the other card"),
        ["manner.Copy"] = ("копировать, с автором и датой в тексте", "copy, with author and date in the text"),
        ["outlives"] = ("Сохранять, даже если исходную карточку удалят", "Keep it even when the original card is deleted"),
        ["outlives.hint"] = ("На некоторых порталах вместе с контактом удаляется всё, чем он владеет. Правило меняет владельца: запись ненадолго исчезает из исходной карточки и возвращается.", "On some portals a deleted contact takes along what it owns. The rule changes the owner: the entry leaves the original card for a moment and comes back."),
        ["former"] = ("Убирать контакт из компании и хранить в поле «Бывшие контакты»", "Take the contact out of the company and keep it in the field \"Former contacts\""),
        ["deletes"] = ("Удалять копию, когда удалён оригинал", "Delete the copy when the original is deleted"),
        ["conditions"] = ("Условия", "Conditions"),
        ["kinds"] = ("Какие записи", "Which entries"),
        ["kinds.hint"] = ("Ничего не отмечено — все.", "None checked means all."),
        ["direction"] = ("Направление", "Direction"),
        ["direction.0"] = ("любое", "any"),
        ["direction.1"] = ("входящие", "incoming"),
        ["direction.2"] = ("исходящие", "outgoing"),
        ["responsible"] = ("Чьи записи", "Whose entries"),
        ["responsible.any"] = ("любого сотрудника", "of any employee"),
        ["since"] = ("Не раньше даты", "Not before this date"),
        ["since.hint"] = ("Пусто — без ограничения.", "Empty for no limit."),
        ["mark.field"] = ("Отметка в исходной карточке", "Mark in the original card"),
        ["mark.none"] = ("не нужна", "not needed"),
        ["mark.gone"] = ("{0} (нет на портале)", "{0} (not on the portal)"),
        ["mark.value"] = ("Значение отметки", "Value of the mark"),
        ["mark.hint"] = ("Например, поле «Уволен» со значением «да». Здесь поля, созданные на вашем портале.", "For example the field \"Dismissed\" with the value \"yes\". These are the fields made on your portal."),
        ["flaw.NoType"] = ("Укажите, откуда и куда переносить.", "Say where to carry from and to."),
        ["flaw.NoField"] = ("Укажите поле, которое связывает карточки.", "Name the field that ties the cards."),
        ["flaw.SameType"] = ("Карточки должны быть разных типов.", "The cards must be of different types."),
        ["flaw.NoMark"] = ("Укажите поле и значение отметки.", "Name the field and the value of the mark."),
        ["flaw.FormerNeedsContacts"] = ("Из компании можно убрать только контакт: выберите «Контакт» и «Компания».", "Only a contact leaves a company: choose \"Contact\" and \"Company\"."),
        ["flaw.off"] = ("Правило ещё нельзя включить", "The rule cannot be switched on yet"),
        ["flaw"] = ("Правило не сохранено", "The rule was not saved"),
        ["sample"] = ("Проверка на ваших записях", "A look at your records"),
        ["sample.act"] = ("Проверить", "Look"),
        ["sample.advice"] = ("Последние карточки и то, что правило сделало бы с ними. На портале ничего не меняется.", "The newest cards and what the rule would do with them. Nothing changes on the portal."),
        ["sample.count"] = ("Карточек посмотрели: {0}, без связи: {1}.", "Cards looked at: {0}, tied to nothing: {1}."),
        ["sample.empty"] = ("В последних карточках нет записей, которые правило могло бы перенести.", "The newest cards hold no entries the rule could carry."),
        ["past"] = ("Что было раньше", "What existed before"),
        ["past.advice"] = ("Правило само берёт только новое. Сначала посмотрите, что перенесётся; пока не нажали «Начать», портал не меняется.", "The rule itself takes only what is new. First see what would be carried; the portal does not change before you start."),
        ["past.preview"] = ("Посмотреть", "Preview"),
        ["past.sources"] = ("Карточек: {0}, без связи: {1}, без отметки: {2}.", "Cards: {0}, tied to nothing: {1}, without the mark: {2}."),
        ["past.carried"] = ("Записей переносится: {0}, готово: {1}, в работе: {2}, отказов: {3}.", "Entries carried: {0}, done: {1}, under way: {2}, refused: {3}."),
        ["past.cost"] = ("Запросов к порталу: {0}, время: {1}.", "Requests to the portal: {0}, time: {1}."),
        ["past.left"] = ("Осталось около {0}.", "About {0} left."),
        ["past.refresh"] = ("Обновить", "Refresh"),
        ["card.none"] = ("Для этой карточки нет включённых правил", "No rule that is on concerns this card"),
        ["card.none.advice"] = ("Правила включает администратор портала в разделе «История клиента».", "An administrator of the portal switches rules on in \"Client history\"."),
        ["card.none.manager"] = ("Правила переносят звонки, письма и комментарии между карточками одного клиента. Включите их в разделе «История клиента».", "Rules carry calls, letters and comments between the cards of one client. Switch them on in \"Client history\"."),
        ["card.none.open"] = ("Открыть «Историю клиента»", "Open \"Client history\""),
        ["card.rules"] = ("Правила для этой карточки", "Rules for this card"),
        ["card.tied"] = ("Связана с: {0}.", "Tied to: {0}."),
        ["card.empty"] = ("По правилам здесь ещё ничего не сделано.", "The rules have done nothing here yet."),
        ["journal"] = ("Что сделано", "What was done"),
        ["journal.empty"] = ("По этому правилу ещё ничего не сделано.", "Nothing was done by this rule yet."),
        ["stays"] = ("Что осталось на месте и почему", "What stays, and why"),
        ["what"] = ("Запись", "Entry"),
        ["when"] = ("Когда", "When"),
        ["done"] = ("Что сделано", "What was done"),
        ["why"] = ("Почему", "Why"),
        ["acts"] = ("Действия", "Actions"),
        ["undone"] = ("возвращено", "taken back"),
        ["answer.NotFound"] = ("Такого запуска нет", "There is no such run"),
        ["answer.WrongState"] = ("Сейчас это невозможно", "That is not possible now"),
        ["answer.Stale"] = ("Просмотр устарел", "The preview is out of date"),
        ["answer.NotFound.advice"] = ("Откройте правило заново: там видно, чем закончился перенос.", "Open the rule again: it shows how the run ended."),
        ["answer.WrongState.advice"] = ("Перенос уже в другом состоянии. Нажмите «Обновить».", "The run is in another state already. Press \"Refresh\"."),
        ["answer.Stale.advice"] = ("Правило изменилось, или просмотру больше суток. Нажмите «Посмотреть» ещё раз.", "The rule changed, or the preview is older than a day. Press \"Preview\" again."),
        ["state.Dry"] = ("Читаем карточки", "Reading cards"),
        ["state.Ready"] = ("Можно начинать", "Ready to start"),
        ["state.Running"] = ("Переносим", "Under way"),
        ["state.Paused"] = ("На паузе", "Paused"),
        ["state.Cancelled"] = ("Отменено", "Cancelled"),
        ["state.Done"] = ("Готово", "Done"),
        ["state.Undoing"] = ("Возвращаем", "Being taken back"),
        ["state.Undone"] = ("Возвращено", "Taken back"),
        ["run.start"] = ("Начать", "Start"),
        ["run.pause"] = ("Пауза", "Pause"),
        ["run.resume"] = ("Продолжить", "Go on"),
        ["run.cancel"] = ("Отменить", "Cancel"),
        ["run.undo"] = ("Вернуть как было", "Take it back"),
        ["run.undo.ask"] = ("Вернуть всё, что сделал этот перенос? Записей: {0}. Они снова будут только там, где были раньше, а сделанные копии удалятся.", "Take back all that this run did? Entries: {0}. They will be only where they were before, and the copies that were made are deleted."),
        ["kind.Call"] = ("Звонки", "Calls"),
        ["kind.Letter"] = ("Письма", "Letters"),
        ["kind.Meeting"] = ("Встречи", "Meetings"),
        ["kind.ToDo"] = ("Дела", "To-dos"),
        ["kind.Chat"] = ("Чаты открытых линий", "Open channel chats"),
        ["kind.Form"] = ("Формы с сайта", "Site forms"),
        ["kind.Message"] = ("SMS и сообщения", "SMS and messages"),
        ["kind.Task"] = ("Задачи", "Tasks"),
        ["kind.App"] = ("Записи приложений", "Entries of apps"),
        ["kind.Comment"] = ("Комментарии", "Comments"),
        ["kind.Other"] = ("Прочее", "Other"),
        ["act.Bind"] = ("показано: {0}", "shown: {0}"),
        ["act.Unbind"] = ("убрано: {0}", "taken out: {0}"),
        ["act.Release"] = ("владелец сменится: {0}", "the owner changes: {0}"),
        ["act.Rebind"] = ("остаётся: {0}", "stays: {0}"),
        ["act.Copy"] = ("скопировано: {0}", "copied: {0}"),
        ["act.Complete"] = ("копия закрыта: {0}", "the copy was completed: {0}"),
        ["act.DeleteCopy"] = ("копия удалена: {0}", "the copy was deleted: {0}"),
        ["act.Keep"] = ("записан в бывшие контакты: {0}", "kept as a former contact: {0}"),
        ["act.Dismiss"] = ("убран из контактов: {0}", "taken out of the contacts: {0}"),
        ["act.Return"] = ("снова среди контактов: {0}", "back among the contacts: {0}"),
        ["act.Unkeep"] = ("убран из бывших контактов: {0}", "taken out of the former contacts: {0}"),
        ["item.a"] = ("Дело №\u00a0{0}", "Activity #{0}"),
        ["item.c"] = ("Комментарий №\u00a0{0}", "Comment #{0}"),
        ["card"] = ("{0} №\u00a0{1}", "{0} #{1}"),
        ["type.1"] = ("Лид", "Lead"),
        ["type.2"] = ("Сделка", "Deal"),
        ["type.3"] = ("Контакт", "Contact"),
        ["type.4"] = ("Компания", "Company"),
        ["type.other"] = ("Смарт-процесс {0}", "Smart process {0}"),
    };

    /// <summary>A sentence.</summary>
    public string this[string name] => texts.Language == "ru" ? Sentences[name].Ru : Sentences[name].En;

    /// <summary>All names, for the test that both languages say all of them.</summary>
    internal static IReadOnlyDictionary<string, (string Ru, string En)> All => Sentences;

    /// <summary>A sentence with values in it.</summary>
    public string With(string name, params object[] values) => string.Format(texts.Culture, this[name], values);

    /// <summary>A type of records.</summary>
    public string Type(int type) => type is >= CrmKey.Lead and <= CrmKey.Company ? this[$"type.{type}"] : With("type.other", type);

    /// <summary>A field by our word where the portal has none of its own, else by the portal's.</summary>
    public string Field(string name, string title) => Sentences.ContainsKey($"field.{name}") ? this[$"field.{name}"] : title;

    /// <summary>A record.</summary>
    public string Card(CrmKey key) => With("card", Type(key.Type), key.Id);

    /// <summary>An entry or a record by its name in rows.</summary>
    public string Entry(string item) => CrmKey.Read(item) is { } key ? Card(key) : With($"item.{item[0]}", item[1..]);

    /// <summary>What a call does.</summary>
    public string Act(CarryAct act, CrmKey card) => With($"act.{act}", Card(card));

    /// <summary>What would be done, or why nothing.</summary>
    public string Verdict(CarryVerdict verdict) => verdict.Steps.IsEmpty
        ? Reason(verdict.Reason)
        : string.Join("; ", verdict.Steps.Where(step => step.Act is not CarryAct.Rebind).Select(step => Act(step.Act, step.Card)));

    /// <summary>Why an entry stays.</summary>
    public string Reason(CarryReason reason) => CarryReasons.Of(reason, texts.Language == "ru" ? Plan.Text.Language.Ru : Plan.Text.Language.En);

    /// <summary>Where a run stands.</summary>
    public string State(RunState state) => this[$"state.{state}"];

    /// <summary>How a press ended.</summary>
    public string Answer(CarryAnswer answer) => this[$"answer.{answer}"];
}
