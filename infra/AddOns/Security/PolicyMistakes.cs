using Infra.AddOns.Contracts;
using Infra.Catalogue;
using Infra.Findings;

namespace Infra.AddOns.Security;

/// <summary>What is wrong with the settings of admission policies.</summary>
internal static class PolicyMistakes
{
    /// <summary>The mistakes of an add-on.</summary>
    public static IEnumerable<Mistake> Of(Gatekeeper gatekeeper) =>
        gatekeeper.Policies.SelectMany(named => Of(named.Key, named.Value)).Concat(gatekeeper.DataClasses.SelectMany(Of));

    private static IEnumerable<Mistake> Of(string name, PolicySettings settings)
    {
        var names = AdmissionPolicies.All.Select(policy => policy.Name).Order(StringComparer.Ordinal).ToArray();
        if (!names.Contains(name))
        {
            return
            [
                new($"policies.{name}", $"\"{name}\" is not a policy.{Spelling.DidYouMean(name, names)} Allowed: {Spelling.List(names)}."),
            ];
        }

        return
        [
            .. SettingForms.Namespaces($"policies.{name}.namespaces", settings.Namespaces.Keys),
            .. settings.Exemptions.SelectMany((exemption, index) => Of($"policies.{name}.exemptions[{index}]", exemption)),
        ];
    }

    private static IEnumerable<Mistake> Of(string member, PolicyExemption exemption)
    {
        foreach (var mistake in SettingForms.Namespaces($"{member}.namespace", [exemption.Namespace]))
        {
            yield return mistake;
        }

        if (string.IsNullOrWhiteSpace(exemption.Reason))
        {
            yield return new($"{member}.reason", "the text is blank. Say why the policy does not hold there.");
        }

        if (!exemption.EndsOnADay)
        {
            yield return new(
                $"{member}.until", $"\"{exemption.Until}\" is not a day. Allowed: the last day, such as 2027-03-31, until 2199.");
        }
    }

    private static IEnumerable<Mistake> Of(KeyValuePair<string, DataClassSpec> named)
    {
        var member = $"dataClasses.{named.Key}";
        if (!SettingForms.IsNamespace(named.Key))
        {
            yield return new(
                member,
                $"\"{named.Key}\" is not the name of a class. Allowed: at most 63 lower-case letters, digits and hyphens, beginning and " +
                "ending with a letter or a digit.");
        }

        foreach (var code in named.Value.Locations.Where(code => !Jurisdictions.All.ContainsKey(code)))
        {
            yield return new(
                $"{member}.locations",
                $"\"{code}\" is not a known jurisdiction.{Spelling.DidYouMean(code, Jurisdictions.Near(code))} Allowed: " +
                $"{Jurisdictions.Allowed}.");
        }

        foreach (var name in named.Value.StorageClasses.Where(name => !SettingForms.IsNodeName(name)))
        {
            yield return new(
                $"{member}.storageClasses",
                $"\"{name}\" is not the name of a storage class. Allowed: lower-case letters, digits, hyphens and dots.");
        }
    }
}
