using B24App.Plan.Text;

namespace B24App.Plan.Carry;

/// <summary>One sentence a person can act on for every <see cref="CarryReason"/>.</summary>
public static class CarryReasons
{
    private static readonly Dictionary<CarryReason, (string Ru, string En)> Sentences = new()
    {
        [CarryReason.None] = ("Переносится.", "It is carried."),
        [CarryReason.Already] = ("Уже показано там, куда ведёт правило.", "It is already shown where the rule leads."),
        [CarryReason.NoSource] = ("Не стоит ни в одной карточке, из которой переносит правило.", "It stands in no card the rule carries from."),
        [CarryReason.NoTarget] = ("Карточка пока ни с чем не связана. Как только связь появится, перенос пройдёт сам.", "The card is tied to nothing yet. It is carried as soon as the tie appears."),
        [CarryReason.NotMarked] = ("У карточки нет отметки, которой требует правило.", "The card lacks the mark the rule asks for."),
        [CarryReason.OtherKind] = ("Правило не берёт такие дела.", "The rule does not take this kind."),
        [CarryReason.OtherDirection] = ("Правило берёт другое направление.", "The rule takes the other direction."),
        [CarryReason.OtherResponsible] = ("Правило берёт записи другого сотрудника.", "The rule takes entries of another employee."),
        [CarryReason.TooOld] = ("Старше даты, с которой работает правило.", "It is older than the rule's date."),
        [CarryReason.OurCopy] = ("Это копия, сделанная приложением.", "It is a copy the app made."),
        [CarryReason.TakenOut] = ("Сотрудник убрал это из карточки; обратно само не вернётся.", "A person took it out of the card; it does not come back by itself."),
        [CarryReason.CarriedAway] = ("Другое правило унесло это отсюда.", "Another rule carried it away from there."),
        [CarryReason.TooManyCards] = ("Стоит в ста карточках, больше портал не позволяет. Уберите из лишних, и перенос пройдёт.", "It stands in a hundred cards; the portal takes no more. Take it out of some, and it is carried."),
        [CarryReason.SourceGone] = ("Карточки, из которой переносить, больше нет.", "The card it would come from is gone."),
        [CarryReason.SourceUnreadable] = ("Карточку сейчас нельзя прочитать; попробуем снова.", "The card cannot be read now; we try again."),
        [CarryReason.EntryGone] = ("Дела или комментария больше нет.", "The entry is gone."),
        [CarryReason.EntryUnreadable] = ("Нет прав это прочитать. Дайте служебному сотруднику права администратора CRM.", "We may not read it. Give the relay account the rights of a CRM administrator."),
        [CarryReason.OwnerStays] = ("Показано и там, но владелец прежний: карточек слишком много, чтобы сменить его незаметно.", "It is shown there too, but its owner stays: it stands in too many cards to change that quietly."),
        [CarryReason.NoRights] = ("Портал не разрешил. Дайте служебному сотруднику права на изменение этих карточек.", "The portal did not allow it. Give the relay account the right to change these cards."),
        [CarryReason.TargetGone] = ("Карточки, куда переносить, больше нет.", "The card it would go to is gone."),
        [CarryReason.Refused] = ("Портал отказал. Попробуем снова через сутки.", "The portal refused. We try again in a day."),
        [CarryReason.LastCard] = ("Это единственная карточка, где оно осталось; портал его оттуда не убирает.", "It stands in no other card; the portal leaves it there."),
        [CarryReason.RuleChanged] = ("Правило выключили или изменили раньше. Включите его, чтобы перенести.", "The rule was switched off or changed before. Switch it on to carry this."),
        [CarryReason.CannotCopy] = ("Такое не копируется. Чтобы оно было и там, выберите в правиле «показывать в обеих карточках».", "Such an entry cannot be copied. To have it there too, choose \"show in both cards\" in the rule."),
        [CarryReason.Returned] = ("Контакт вернули из бывших. Чтобы он снова ушёл с историей, снимите отметку и поставьте её ещё раз.", "The contact was put back. To let it leave again with its history, take the mark away and set it anew."),
    };

    /// <summary>The sentence.</summary>
    public static string Of(CarryReason reason, Language language) => language == Language.Ru ? Sentences[reason].Ru : Sentences[reason].En;
}
