using B24App.Tests.Architecture;

namespace B24App.Tests.Pages;

/// <summary>Which test shows which state of which page; <c>docs/states.md</c> is made from this list.</summary>
public class StateTableTests
{
    private const string File = "docs/states.md";
    private static readonly string[] States = ["work", "empty", "error", "no rights", "portal down", "outside, no script, no session"];

    // Page, state, test.
    private static readonly (string Page, string State, string Test)[] Covered =
    [
        ("Home", "work", "The_screen_shows_portal_relay_and_links_without_anything_inline"),
        ("Home", "empty", "An_empty_portal_says_what_will_appear_and_what_both_need"),
        ("Home", "error", "Rule27_continue_is_an_administrators_press"),
        ("Home", "no rights", "An_employee_reads_but_has_no_button_and_every_act_names_the_right"),
        ("Home", "portal down", "The_page_opens_while_the_portal_is_down"),
        ("Links", "work", "The_list_is_searched_filtered_paused_and_copied"),
        ("Links", "empty", "An_empty_portal_says_what_will_appear_and_what_both_need"),
        ("Links", "no rights", "An_employee_reads_but_has_no_button_and_every_act_names_the_right"),
        ("Link", "work", "Every_state_of_a_link_is_told_and_hostile_names_are_inert"),
        ("Link", "error", "Rule38_ids_of_another_tenant_answer_as_if_they_did_not_exist"),
        ("Link", "portal down", "The_page_opens_while_the_portal_is_down"),
        ("Wizard", "work", "Invite_accept_and_confirm_by_the_pages_alone"),
        ("Wizard", "error", "A_stale_save_is_answered_with_the_difference_and_changes_nothing"),
        ("Wizard", "error", "A_wrong_code_is_one_sentence_beside_the_field"),
        ("Journal", "work", "Lines_tell_what_happened_filters_narrow_and_an_opened_line_tells_its_steps"),
        ("Journal", "empty", "An_empty_journal_says_what_will_appear"),
        ("Journal", "portal down", "A_partner_that_is_down_leaves_every_page_open_with_the_moment_of_its_data"),
        ("Undelivered", "work", "Two_companies_walk_from_install_to_uninstall"),
        ("Undelivered", "empty", "Two_companies_walk_from_install_to_uninstall"),
        ("Undelivered", "portal down", "A_partner_that_is_down_leaves_every_page_open_with_the_moment_of_its_data"),
        ("Install", "work", "The_installer_shows_its_steps_and_says_when_it_is_ready"),
        ("Settings", "work", "A_theme_is_chosen_once_and_stays"),
        ("Every page", "error", "Another_companys_administrator_reads_and_changes_nothing_by_any_route"),
        ("Every page", "outside, no script, no session", "Outside_of_a_portal_the_page_says_where_to_open_it"),
        ("Every page", "outside, no script, no session", "Without_JavaScript_the_page_gives_one_instruction"),
        ("Every page", "outside, no script, no session", "Without_a_session_every_screen_is_shut"),
        ("Every page", "outside, no script, no session", "A_session_that_is_over_is_renewed_by_the_portal_and_the_press_is_not_lost"),
    ];

    [Fact]
    public void Every_named_test_exists()
    {
        var tests = string.Concat(Repository.Files("tests", "*Tests.cs").Where(file => !file.EndsWith(nameof(StateTableTests) + ".cs", StringComparison.Ordinal)).Select(Repository.Read));
        Assert.All(Covered, row => Assert.Contains($" {row.Test}(", tests, StringComparison.Ordinal));
        Assert.All(Covered, row => Assert.Contains(row.State, States));
    }

    [Fact]
    public void The_page_in_docs_is_made_from_this_list()
    {
        var path = Path.Combine(Repository.Root, File);
        if (Environment.GetEnvironmentVariable("WRITE_STATES") is { Length: > 0 })
        {
            System.IO.File.WriteAllText(path, Table());
        }

        Assert.True(Repository.Read(File) == Table(), $"{File} is stale: run this test with WRITE_STATES=1 and commit the file.");
    }

    private static string Table()
    {
        var cells = Covered.ToLookup(row => (row.Page, row.State), row => row.Test);
        var lines = Covered.Select(row => row.Page).Distinct().Select(page =>
            $"| {page} | {string.Join(" | ", States.Select(state => Cell(cells[(page, state)])))} |");
        return "# Pages and their states\n\nMade from the list in `tests/B24App.Tests/Pages/StateTableTests.cs`; a cell names the test that shows the state. A dash: no test shows it.\n\n"
            + $"| page | {string.Join(" | ", States)} |\n|---{string.Concat(States.Select(_ => "|---"))}|\n{string.Join('\n', lines)}\n";
    }

    private static string Cell(IEnumerable<string> tests) => tests.Any() ? string.Join("<br>", tests.Select(test => test.Replace('_', ' '))) : "–";
}
