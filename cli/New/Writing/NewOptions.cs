using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using Infra.Specification.Formats;

namespace Infra.Cli.New.Writing;

/// <summary>Options that say in one line what is wrong with what they are given.</summary>
internal static partial class NewOptions
{
    /// <summary>What an image may be, for a message.</summary>
    internal const string DigestRule = "an image with its digest, …@sha256:… of 64 digits";

    /// <summary>A whole number.</summary>
    internal static Option<int> Number(string name, string what, string unit, int least, int most = 1_000_000) => new(name)
    {
        Description = what,
        HelpName = unit,
        CustomParser = given =>
        {
            var word = given.Tokens[0].Value;
            if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }

            given.AddError($"{name}: \"{word}\" is not a number that it takes. Allowed: whole numbers from {least} to {most}.");
            return default;
        },
    };

    /// <summary>A text of a form.</summary>
    internal static Option<string?> Text(string name, string what, string unit, Regex form, string allowed) => new(name)
    {
        Description = what,
        HelpName = unit,
        CustomParser = given =>
        {
            var word = given.Tokens[0].Value;
            if (!form.IsMatch(word))
            {
                given.AddError($"{name}: \"{word}\" is not one. Allowed: {allowed}.");
            }

            return word;
        },
    };

    /// <summary>A name of Kubernetes.</summary>
    internal static Option<string?> Label(string name, string what, int longest = 63) => new(name)
    {
        Description = what, HelpName = "name", CustomParser = given => LabelIn(given, name, longest),
    };

    /// <summary>A name of Kubernetes, of an option or an argument; one of several where it is given.</summary>
    internal static string LabelIn(ArgumentResult given, string subject, int longest, string? of = null)
    {
        var word = of ?? given.Tokens[0].Value;
        if (!DnsLabel.Fits(word, longest))
        {
            given.AddError($"{subject}: \"{word}\" is not a name. Allowed: {DnsLabel.Rule(longest)}.");
        }

        return word;
    }

    /// <summary>Words, between commas or each with the option.</summary>
    internal static string[] Words(ArgumentResult given) =>
    [
        .. from token in given.Tokens
           from word in token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
           select word,
    ];

    /// <summary>A size in GB.</summary>
    internal static decimal Size(ArgumentResult given)
    {
        var word = given.Tokens[0].Value;
        if (decimal.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var size)
            && size is > 0 and <= 100_000)
        {
            return size;
        }

        given.AddError($"--size-gb: \"{word}\" is not a size. Allowed: more than 0, at most 100000.");
        return default;
    }

    /// <summary>A number, or from which to which.</summary>
    internal static (int Least, int Most) Range(ArgumentResult given)
    {
        var word = given.Tokens[0].Value;
        var ends = word.Split('-')
            .Select(end => int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToList();
        switch (ends)
        {
            case [> 0 and <= 1000 and var same]:
                return (same, same);
            case [>= 0 and var least, > 0 and <= 1000 and var most] when least <= most:
                return (least, most);
            default:
                given.AddError($"--replicas: \"{word}\" is not a number of replicas. Allowed: such as 2 or 1-4, at most 1000.");
                return default;
        }
    }

    /// <summary>An image with its digest.</summary>
    [GeneratedRegex(@"\A[^\s@]+@sha256:[0-9a-f]{64}\z")]
    internal static partial Regex Digest();

    /// <summary>A folder in an object store.</summary>
    [GeneratedRegex(@"\A(s3|az)://[^\s/]+/\S+\z")]
    internal static partial Regex Store();

    /// <summary>What a volume is filled from.</summary>
    [GeneratedRegex(@"\A(s3://[^\s/]+/\S+|hf://[^\s/@]+/[^\s/@]+@[^\s@]+)\z")]
    internal static partial Regex Origin();

    /// <summary>A MIG profile, as a share.</summary>
    [GeneratedRegex(@"\Amig-[0-9]+g\.[0-9]+gb\z")]
    internal static partial Regex Mig();
}
