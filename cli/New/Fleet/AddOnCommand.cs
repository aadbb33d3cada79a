using System.Collections;
using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Infra.AddOns;
using Infra.AddOns.Contracts;
using Infra.Cli.New.Writing;
using Infra.Cli.Shell;
using Infra.Cli.StackFiles;
using Infra.Facts.Documents;
using Infra.Findings;
using Infra.Specification.Reading;

namespace Infra.Cli.New.Fleet;

/// <summary><c>platform new add-on</c>: turns add-ons on for a whole stack, with what can be set of them as comments.</summary>
internal static class AddOnCommand
{
    internal static Command Of(CommandSetting setting)
    {
        var keys = new Argument<string[]>("add-on")
        {
            Description = "Names of add-ons; some need another.",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = given =>
            {
                var known = AddOnList.All.Select(addOn => addOn.Key).Order(StringComparer.Ordinal).ToList();
                string[] words = [.. given.Tokens.Select(token => token.Value).Distinct()];
                foreach (var word in words.Except(known))
                {
                    given.AddError(
                        $"There is no add-on \"{word}\".{Spelling.DidYouMean(word, known)} Allowed: {string.Join(", ", known)}.");
                }

                return words;
            },
        };
        var values = new Option<string[]>("--set")
        {
            Description = "A setting of the last add-on, in place of its default; may be repeated.", HelpName = "name=YAML",
        };
        var command = new ExampledCommand(
            "add-on",
            "Turn add-ons on in a stack file, with their settings as comments, if the stack has no new error with them.",
            "platform new add-on dev karpenter-crd karpenter")
        {
            setting.Stack, keys, values,
        };
        command.SetAction(async (parsed, _) =>
        {
            var change = StackChange.Of(parsed.GetValue(setting.Project)!, parsed.GetValue(setting.Stack)!);
            AddOn[] addOns = [.. parsed.GetValue(keys)!.Select(key => AddOnList.All.Single(each => each.Key == key))];
            if (addOns.FirstOrDefault(each => (change.Value("addOns") as JsonObject)?.ContainsKey(each.Key) == true) is { } known)
            {
                throw new StackFileException(
                    $"{change.File} says something of {known.Key} already. Edit it in {StackChange.Key("addOns")}.");
            }

            var given = (parsed.GetValue(values) ?? []).Select(value => value.Split('=', 2))
                .ToDictionary(pair => pair[0], pair => pair.Length == 2 ? pair[1] : "", StringComparer.Ordinal);
            change.Append(
                "addOns", ["gitOps", "observability", "backup", "sovereignty"], addOns.Length,
                [.. addOns.SelectMany(addOn => Lines(addOn, addOn == addOns[^1] ? given : []))]);
            return change.Finish(await change.ErrorsAsync(), "", setting.Console, parsed.InvocationConfiguration.Error);
        });
        return command;
    }

    private static ImmutableArray<string> Lines(AddOn addOn, Dictionary<string, string> given)
    {
        var settings = RecordContract.Of(addOn.GetType()).Members.Where(member => member.Name != "enabled").ToList();
        return
        [
            $"{addOn.Key}:",
            "  enabled: true",
            .. given.Select(value => $"  {value.Key}: {value.Value}"),
            .. from member in settings
               where !given.ContainsKey(member.Name)
               select $"  # {member.Name}: {Shown(member.Property.GetValue(addOn))}",
        ];
    }

    // A default, in the form in which it could be written.
    private static string Shown(object? value) => value switch
    {
        null => "# by default none",
        bool truth => truth ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        string text => Yaml.Scalar(text),
        Enum name => Spelling.Of(name),
        IDictionary => "{}",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object>().Select(Shown))}]",
        _ => "{}",
    };
}
