using System.CommandLine;
using Infra.Cli.Shell;
using Infra.Reports.Reference;

namespace Infra.Cli.Explain;

/// <summary><c>platform explain</c>: what a key of a stack file takes, or what a rule is about.</summary>
public static class ExplainCommand
{
    /// <summary>The command.</summary>
    /// <param name="setting">What all commands share.</param>
    public static Command Of(CommandSetting setting)
    {
        var asked = new Argument<Explanation>("path|code")
        {
            Description = "A key, for example clusters[].pools[].gpu or clusters[eks].network.cidr, or the code of a rule.",
            CustomParser = given =>
            {
                var explanation = Explanation.Of(given.Tokens[0].Value, out var mistake);
                if (explanation is null)
                {
                    given.AddError(mistake);
                }

                return explanation;
            },
        };
        var explain = new ExampledCommand(
            "explain", "Explain a key of a stack file or a rule.",
            "platform explain clusters[eks].network.cidr\nplatform explain GPU003")
        {
            asked, setting.Format,
        };
        explain.SetAction(parsed =>
        {
            var explanation = parsed.GetValue(asked)!;
            if (parsed.GetValue(setting.Format) == OutputFormat.Json)
            {
                setting.Console.Profile.Out.Writer.Write(ExplanationJson.Write(explanation));
            }
            else
            {
                ExplanationText.Write(explanation, setting.Console);
            }

            return ExitCode.Fine;
        });
        return explain;
    }
}
