using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Infra.AddOns;
using Infra.Specification.Clusters;
using Infra.Specification.Reading;

namespace Infra.Reports.Reference;

/// <summary>A key of a stack file: where it is, what it takes, and what holds where it is left out.</summary>
public sealed record SpecKey
{
    /// <summary>The key under which add-ons are set, of a stack and of a cluster.</summary>
    internal const string AddOnsName = "addOns";

    /// <summary>Its name, for example <c>cidr</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is, for example <c>clusters[eks].network.cidr</c>: in brackets nothing for any element of a list, or the kind of
    /// the object; <c>*</c> for any name.</summary>
    public required string Path { get; init; }

    /// <summary>What it means.</summary>
    public required string Description { get; init; }

    /// <summary>Whether it has to be given.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What holds where it is not given, in words; null if the documentation does not say.</summary>
    public string? DefaultText { get; init; }

    /// <summary>The value that holds where it is not given; null if there is none, or it depends on something else.</summary>
    public JsonNode? Default { get; init; }

    /// <summary>A line of YAML with it.</summary>
    public string Example => KeyExample.Of(this);

    /// <summary>The codes of the rules that speak of it.</summary>
    public ImmutableArray<string> Rules => RuleMentions.Of(this);

    /// <summary>Where it is, with the kind of object to which it is restricted.</summary>
    public string Place => Only is null ? Path : $"{Path}[{Only}]";

    /// <summary>The only kind of object that is asked about; null for every kind.</summary>
    internal string? Only { get; init; }

    /// <summary>The words that decide between kinds of an object; null if it does not.</summary>
    internal ImmutableArray<(string Word, string Description)>? Deciding { get; init; }

    /// <summary>Whether its members have names that the stack file makes up.</summary>
    internal bool HoldsNames => Contract?.Kind == RecordContract.Form.Map;

    /// <summary>Whether it takes nothing as well.</summary>
    internal bool IsNullable { get; init; }

    /// <summary>What it takes; null for add-ons by their names.</summary>
    internal RecordContract? Contract { get; init; }

    /// <summary>What it takes, in words.</summary>
    public string Type => Contract is null ? "add-ons by name" : Title(Contract);

    /// <summary>The words that it takes, with their meaning; empty if it takes others as well.</summary>
    public ImmutableArray<(string Word, string Description)> Allowed => Deciding ??
        (Contract is not null && Innermost(Contract) is { Kind: RecordContract.Form.Enumeration } words
            ? [.. words.Values.Select(value => (value.Name, XmlDocumentation.Summary(words.Type.GetField(value.Value.ToString()!)!)))]
            : []);

    /// <summary>The objects that it holds: none for text and numbers, several where a member of the object decides between kinds.</summary>
    public ImmutableArray<SpecObject> Objects => Contract switch
    {
        null =>
        [
            new SpecObject(Path, "", "The add-ons that exist.", null, null,
                [
                    .. AddOnList.All.OrderBy(addOn => addOn.Key, StringComparer.Ordinal).Select(addOn => new SpecKey
                    {
                        Name = addOn.Key,
                        Path = $"{Path}.{addOn.Key}",
                        Description = XmlDocumentation.Summary(addOn.GetType()),
                        DefaultText = $"on by default: {addOn.OnByDefaultText}",
                        Contract = RecordContract.Of(addOn.GetType()),
                    }),
                ]),
        ],
        { } contract when Only is not null => [.. ObjectsOf(contract, Path).Where(held => held.Kind == Only)],
        { } contract => ObjectsOf(contract, Path),
    };

    /// <summary>Whether another kind of object has the same key with the same meaning.</summary>
    internal bool IsLike(SpecKey other) =>
        Name == other.Name && Type == other.Type && Description == other.Description && IsRequired == other.IsRequired
        && DefaultText == other.DefaultText;

    /// <summary>The member that decides of which kind an object is.</summary>
    internal static SpecKey OfKind(SpecObject held) => new()
    {
        Name = held.Discriminator!,
        Path = $"{held.Path}.{held.Discriminator}",
        Description = "Decides which other members there are.",
        IsRequired = true,
        Contract = RecordContract.Of(typeof(string)),
        Deciding = [(held.Kind!, held.Description)],
    };

    /// <summary>One key with all the words of several.</summary>
    internal static SpecKey Together(IEnumerable<SpecKey> deciding) =>
        deciding.First() with { Deciding = [.. deciding.SelectMany(key => key.Deciding!.Value).Distinct()] };

    /// <summary>The key of a member.</summary>
    /// <param name="member">The member.</param>
    /// <param name="owner">A record that can be created with it.</param>
    /// <param name="path">Where the record is.</param>
    internal static SpecKey Of(RecordContract.Member member, Type owner, string path) => new()
    {
        Name = member.Name,
        Path = path.Length == 0 ? member.Name : $"{path}.{member.Name}",
        Description = XmlDocumentation.Summary(member.Property),
        IsRequired = member.IsRequired,
        IsNullable = member.IsNullable,
        DefaultText = XmlDocumentation.Default(member.Property),
        Default = member.IsRequired ? null : DefaultOf(member.Property, owner),
        Contract = RecordContract.Of(member.Property.PropertyType),
    };

    /// <summary>The key under which add-ons are set.</summary>
    internal static SpecKey AddOns(string path) => new()
    {
        Name = AddOnsName,
        Path = path.Length == 0 ? AddOnsName : $"{path}.{AddOnsName}",
        Description = path.Length == 0
            ? "Add-ons by name, for every cluster that can run them: settings turn one on, `null` removes it. A JSON merge patch " +
                "(RFC 7386) of the defaults."
            : "Add-ons by name, for this cluster: settings turn one on, `null` removes it. A JSON merge patch (RFC 7386) of the stack's " +
                "`addOns`.",
        DefaultText = path.Length == 0 ? "the add-ons that are on by default" : "those of the stack",
    };

    private static ImmutableArray<SpecObject> ObjectsOf(RecordContract contract, string path) => contract switch
    {
        { Kind: RecordContract.Form.List } => ObjectsOf(RecordContract.Of(contract.Element!), $"{path}[]"),
        { Kind: RecordContract.Form.Map } => ObjectsOf(RecordContract.Of(contract.Element!), $"{path}.*"),
        { Kind: RecordContract.Form.Record, Discriminator: { } discriminator } =>
        [
            .. contract.Cases.Select(known => ObjectOf(
                RecordContract.Of(known.Type), $"{(path.EndsWith("[]", StringComparison.Ordinal) ? path[..^2] : path)}[{known.Name}]",
                discriminator, known.Name)),
        ],
        { Kind: RecordContract.Form.Record } => [ObjectOf(contract, path, null, null)],
        _ => [],
    };

    /// <summary>The object that a record holds.</summary>
    internal static SpecObject ObjectOf(RecordContract contract, string path, string? discriminator, string? kind) => new(
        path, contract.Type.Name, XmlDocumentation.Summary(contract.Type), discriminator, kind,
        [
            // Those of a base before those of the record, as the source has them.
            .. contract.Members.GroupBy(member => member.Property.DeclaringType!).OrderBy(group => Depth(group.Key))
                .SelectMany(group => group).Select(member => Of(member, contract.Type, path)),
            .. contract.Type.IsAssignableTo(typeof(ClusterSpec)) ? [AddOns(path)] : ImmutableArray<SpecKey>.Empty,
        ]);

    private static int Depth(Type type) => type.BaseType is { } based ? Depth(based) + 1 : 0;

    private static RecordContract Innermost(RecordContract contract) =>
        contract.Element is { } element ? Innermost(RecordContract.Of(element)) : contract;

    private static string Title(RecordContract contract) => contract.Kind switch
    {
        RecordContract.Form.List => $"list of {Plural(RecordContract.Of(contract.Element!))}",
        RecordContract.Form.Map => $"{Plural(RecordContract.Of(contract.Element!))} by name",
        RecordContract.Form.Record => "object",
        RecordContract.Form.Enumeration => "word",
        _ => System.Type.GetTypeCode(contract.Type) switch
        {
            TypeCode.String => "text",
            TypeCode.Boolean => "true or false",
            _ => "whole number",
        },
    };

    private static string Plural(RecordContract contract) => Title(contract) is var one && one == "text" ? "texts" : $"{one}s";

    // What a new record has, if that is a plain value: then no documentation can say otherwise.
    private static JsonNode? DefaultOf(PropertyInfo property, Type owner) =>
        Written(property.GetValue(Activator.CreateInstance(owner)), RecordContract.Of(property.PropertyType));

    private static JsonNode? Written(object? value, RecordContract contract) => (contract.Kind, value) switch
    {
        (_, null) => null,
        (RecordContract.Form.Enumeration, _) => contract.Values.First(known => known.Value.Equals(value)).Name,
        (RecordContract.Form.Scalar, bool flag) => flag,
        (RecordContract.Form.Scalar, int number) => number,
        (RecordContract.Form.Scalar, _) => Convert.ToString(value, CultureInfo.InvariantCulture),
        (RecordContract.Form.List or RecordContract.Form.Map, IEnumerable items) =>
            new JsonArray([.. items.Cast<object>().Select(item => Written(item, RecordContract.Of(contract.Element!)))]),
        _ => null,
    };
}
