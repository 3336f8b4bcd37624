using System.Globalization;

namespace B24App.Pages.CrmTab;

/// <summary>The words about paired cards, a pair per sentence.</summary>
public sealed class PairWords(Texts texts)
{
    private static readonly Dictionary<string, (string Ru, string En)> Sentences = new()
    {
        ["title"] = ("Карточка партнёра", "The partner's card"),
        ["advice"] = ("Новые записи парных карточек передаются в обе стороны так, как разрешает договорённость. То, что было написано раньше, остаётся на месте, пока вы сами его не передадите.", "New entries of paired cards cross as far as the contract allows. What was written before stays where it is until you send it."),
        ["advice.others"] = ("Новые записи парных карточек передаются в обе стороны так, как разрешает договорённость. То, что было написано раньше, передаёт только администратор портала или его заместитель в приложении.", "New entries of paired cards cross as far as the contract allows. What was written before is sent only by an administrator of the portal or a deputy."),
        ["paired"] = ("Связана с карточкой №\u00a0{1} партнёра «{0}»", "Paired with card #{1} of the partner \"{0}\""),
        ["offered"] = ("Предложена партнёру «{0}» (у вас это карточка №\u00a0{1}). Осталось, чтобы он выбрал свою", "Offered to the partner \"{0}\" (card #{1} here). They have to choose theirs now"),
        ["offer"] = ("«{0}» предлагает связать эту карточку со своей карточкой №\u00a0{1}", "\"{0}\" offers to pair this card with its card #{1}"),
        ["offer.to"] = ("Предложить партнёру «{0}»", "Offer it to \"{0}\""),
        ["accept"] = ("Связать с этой карточкой", "Pair with this card"),
        ["accept.ask"] = ("Связать карточки? Новые записи этой карточки станут видны партнёру.", "Pair the cards? New entries of this card will be seen by the partner."),
        ["end"] = ("Разъединить", "Unpair"),
        ["takeBack"] = ("Отозвать", "Take back"),
        ["end.ask"] = ("Прекратить? То, что уже передано, останется у обоих.", "End it? What has crossed stays on both sides."),
        ["none"] = ("Записи карточек пока не передаются.", "Entries of cards do not cross yet."),
        ["none.manager"] = ("Чтобы передавать их, откройте связь, нажмите «Изменить условия» и отметьте на шаге «Сопоставление» звонки, письма, комментарии парных карточек. Партнёр отмечает то же у себя.", "To exchange them, open the link, press \"Change the rules\" and tick calls, letters, comments of paired cards at the step \"Mapping\". The partner ticks the same."),
        ["none.open"] = ("Открыть связь «{0}»", "Open the link \"{0}\""),
        ["none.links"] = ("Связей с партнёрами пока нет.", "There are no links with partners yet."),
        ["none.links.manager"] = ("Когда связь заработает, здесь можно будет предложить партнёру эту карточку.", "Once a link works, this card can be offered to the partner here."),
        ["none.others"] = ("Это меняет администратор портала или его заместитель в приложении.", "An administrator of the portal or a deputy changes that."),
        ["unpaired"] = ("Эта карточка ни с кем не связана. Связать её может администратор портала или его заместитель в приложении.", "This card is paired with none. An administrator of the portal or a deputy can pair it."),
        ["field"] = ("Связывать по полю", "Pair by a field"),
        ["field.hint"] = ("Карточки, у которых в названных полях с обеих сторон одно и то же значение, связываются сами. Партнёр не видит ни вашего поля, ни других карточек.", "Cards that hold the same value in the named fields of both sides are paired by themselves. The partner sees neither your field nor other cards."),
        ["field.of"] = ("Код поля для пар с партнёром «{0}»", "Code of the field that pairs with \"{0}\""),
        ["field.save"] = ("Сохранить", "Save"),
        ["field.there"] = ("Партнёр своё поле назвал.", "The partner has named a field."),
        ["field.notThere"] = ("Партнёр своё поле ещё не назвал.", "The partner has not named a field yet."),
        ["history"] = ("Прежние записи", "Earlier entries"),
        ["history.advice"] = ("Партнёру можно передать и то, что стоит в этой карточке давно. Сначала посчитаем: пока вы не начнёте, ничего не передаётся.", "What has stood in this card for long can be sent to the partner too. First it is counted: nothing crosses until you start."),
        ["history.files"] = ("Вместе с ними передаются файлы и записи разговоров: {0}. Слишком большие останутся на месте, о каждом скажет строка в копии.", "Files and recordings that come along: {0}. Too large ones stay where they are, and a line of the copy says so."),
        ["history.preview"] = ("Посчитать", "Count"),
        ["history.again"] = ("Посчитать заново", "Count again"),
        ["history.none"] = ("В карточке нет записей.", "The card holds no entries."),
        ["history.kind"] = ("Записи", "Entries"),
        ["history.number"] = ("Сколько", "Number"),
        ["history.fate"] = ("Что с ними", "What becomes of them"),
        ["history.cost"] = ("Это займёт около {1} и не больше {0} запросов к порталам.", "This takes about {1} and at most {0} requests to the portals."),
        ["history.back"] = ("Перенос можно отменить: копии, с которыми у партнёра никто не работал, уберутся, если его портал разрешает убирать копии или если отмену начнёт он сам. Писем никто не получит, встречи никого не пригласят.", "It can be taken back: copies that nobody at the partner has worked on are removed if that portal lets copies be removed, or if the partner takes it back there. Nobody gets a letter, no meeting invites anybody."),
        ["history.left"] = ("Осталось примерно: {0}.", "About {0} left."),
        ["history.state.Dry"] = ("Читаем карточку", "Reading the card"),
        ["history.state.Ready"] = ("Посчитано", "Counted"),
        ["history.state.Running"] = ("Передаём", "Sending"),
        ["history.state.Paused"] = ("Приостановлено", "Paused"),
        ["history.state.Cancelled"] = ("Прекращено", "Stopped"),
        ["history.state.Done"] = ("Готово", "Done"),
        ["history.state.Undoing"] = ("Отменяется", "Being taken back"),
        ["history.state.Undone"] = ("Отменено", "Taken back"),
        ["history.item.Undoing"] = ("убираются", "are being removed"),
        ["history.item.Removed"] = ("убраны", "were removed"),
        ["history.item.Marked"] = ("остались у партнёра", "stayed at the partner"),
        ["history.stayed"] = ("Что осталось у партнёра", "What stayed at the partner"),
        ["history.stayed.line"] = ("{0}, {1}", "{0}, {1}"),
        ["history.act.undo"] = ("Отменить перенос", "Take it back"),
        ["history.undo.ask"] = ("Отменить перенос? Копии, с которыми у партнёра никто не работал, уберутся, если его портал это разрешает; остальные останутся и больше не будут обновляться.", "Take it back? Copies that nobody at the partner has worked on are removed if that portal lets them be; the others stay and are updated no more."),
        ["theirs"] = ("Что перенёс сюда партнёр", "What the partner brought here"),
        ["theirs.count"] = ("Прежних записей партнёра стоит здесь: {0}.", "Earlier entries of the partner that stand here: {0}."),
        ["theirs.advice"] = ("Это можно отменить: копии, с которыми здесь никто не работал, удаляются, остальные остаются и больше не обновляются.", "You may take it back: copies that nobody here has worked on are removed, the others stay and are updated no more."),
        ["theirs.ask"] = ("Отменить то, что перенёс партнёр? Записи, с которыми никто не работал, будут удалены из вашей карточки.", "Take back what the partner brought? Entries that nobody has worked on are removed from your card."),
        ["history.item.Stays"] = ("останутся на месте", "stay where they are"),
        ["history.item.Waits"] = ("будут переданы партнёру", "will be sent to the partner"),
        ["history.item.Looking"] = ("передаются", "are being sent"),
        ["history.item.Done"] = ("переданы", "were sent"),
        ["history.item.Failed"] = ("не удалось передать", "could not be sent"),
        ["history.act.start"] = ("Передать", "Send"),
        ["history.act.pause"] = ("Пауза", "Pause"),
        ["history.act.resume"] = ("Продолжить", "Go on"),
        ["history.act.cancel"] = ("Прекратить", "Stop"),
        ["history.act.repeat"] = ("Повторить неудавшееся", "Try what was refused again"),
        ["answer.BadField"] = ("Такого кода поля не бывает", "No field has such a code"),
        ["answer.NotFound"] = ("Такого предложения больше нет", "There is no such offer any more"),
        ["answer.NotInContract"] = ("Договорённость не передаёт записи карточек", "The contract does not exchange entries of cards"),
        ["answer.Already"] = ("Карточка уже в паре", "The card is paired already"),
        ["answer.OtherType"] = ("Карточки разного вида", "The cards are of different kinds"),
        ["answer.BadField.advice"] = ("Скопируйте код из настроек полей CRM: он начинается с UF_CRM_.", "Copy the code from the CRM's settings of fields: it begins with UF_CRM_."),
        ["answer.NotFound.advice"] = ("Его отозвали или уже приняли. Откройте вкладку карточки заново.", "It was taken back or accepted already. Open the tab of the card again."),
        ["answer.NotInContract.advice"] = ("Отметьте записи парных карточек в условиях связи, на шаге «Сопоставление».", "Tick entries of paired cards in the rules of the link, at the step \"Mapping\"."),
        ["answer.Already.advice"] = ("С одним партнёром у карточки одна пара. Сначала разъедините прежнюю.", "A card has one pair with one partner. Unpair the former one first."),
        ["answer.OtherType.advice"] = ("Откройте карточку того же вида, что предлагает партнёр, и примите предложение в ней.", "Open a card of the kind the partner offers, and accept the offer there."),
    };

    /// <summary>Every sentence, for tests.</summary>
    public static IReadOnlyDictionary<string, (string Ru, string En)> All => Sentences;

    /// <summary>A sentence.</summary>
    public string this[string name] => texts.Language == "ru" ? Sentences[name].Ru : Sentences[name].En;

    /// <summary>A sentence with values.</summary>
    public string With(string name, params object[] values) => string.Format(CultureInfo.InvariantCulture, this[name], values);
}
