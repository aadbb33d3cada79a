using System.CommandLine;
using System.CommandLine.Parsing;
using Infra.Catalogue;
using Infra.Catalogue.Geography;
using Infra.Cli.New.Writing;
using Infra.Findings;

namespace Infra.Cli.New.Fleet;

/// <summary>Options that several of these commands have.</summary>
internal static class FleetOptions
{
    /// <summary>A word of a few.</summary>
    internal static Option<string?> Choice(string name, string what, string unit, IEnumerable<string> allowed, string? otherwise = null)
    {
        var option = new Option<string?>(name)
        {
            Description = what, HelpName = unit, CustomParser = given => Known(given, name, given.Tokens[0].Value, [.. allowed]),
        };
        if (otherwise is not null)
        {
            option.DefaultValueFactory = _ => otherwise;
        }

        return option;
    }

    /// <summary>Words of a few.</summary>
    internal static Option<string[]> Choices(string name, string what, string unit, IEnumerable<string> allowed) => new(name)
    {
        Description = what,
        HelpName = $"{unit},…",
        CustomParser = given => [.. NewOptions.Words(given).Select(word => Known(given, name, word, [.. allowed])).OfType<string>()],
    };

    /// <summary>Whose law applies.</summary>
    internal static Option<string?> Law(string name, string what) => new(name)
    {
        Description = what, HelpName = "law", CustomParser = given => KnownLaw(given, name, given.Tokens[0].Value),
    };

    /// <summary>Whose law may apply.</summary>
    internal static Option<string[]> Laws(string name, string what) => new(name)
    {
        Description = what,
        HelpName = "law,…",
        CustomParser = given => [.. NewOptions.Words(given).Select(word => KnownLaw(given, name, word)).OfType<string>()],
    };

    /// <summary>A country.</summary>
    internal static Option<Country> Country(string what) => new("--country")
    {
        Description = what,
        HelpName = "code",
        Required = true,
        CustomParser = given =>
            Known(given, "--country", given.Tokens[0].Value.ToUpperInvariant(), [.. Countries.All.Keys]) is { } code
                ? Countries.All[code] : null,
    };

    /// <summary>A model of GPU.</summary>
    internal static Option<string?> Gpu(string what, string? otherwise = null) =>
        Choice("--gpu", what, "model", GpuModels.All.Keys, otherwise);

    /// <summary>Names of Kubernetes, with an option that may be repeated.</summary>
    internal static Option<string[]> Names(string name, string what, int longest) => new(name)
    {
        Description = what,
        HelpName = "name",
        CustomParser = given => [.. NewOptions.Words(given).Select(word => NewOptions.LabelIn(given, name, longest, word))],
    };

    private static string? KnownLaw(ArgumentResult given, string name, string word)
    {
        if (Jurisdictions.All.ContainsKey(word))
        {
            return word;
        }

        given.AddError(
            $"{name}: \"{word}\" is not known.{Spelling.DidYouMean(word, Jurisdictions.Near(word))} Allowed: {Jurisdictions.Allowed}.");
        return null;
    }

    private static string? Known(ArgumentResult given, string name, string word, string[] allowed)
    {
        if (allowed.Contains(word))
        {
            return word;
        }

        given.AddError(
            $"{name}: \"{word}\" is not known.{Spelling.DidYouMean(word, allowed)} Allowed: {string.Join(", ", allowed)}.");
        return null;
    }
}
