using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Accounts;
using Infra.Specification.Formats;

namespace Infra.Rules.Accounts;

/// <summary>CLU100: accounts are described once, in the form of their cloud, and something is in each; their roles are theirs.</summary>
public sealed partial class AccountsDescribed : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var places = AwsPlace.Of(platform);
        var subscriptions = AzurePlace.Of(platform);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < platform.Accounts.Length; i++)
        {
            var (account, path) = (platform.Accounts[i], $"accounts[{i}]");
            var (fits, form) = account is AwsAccountSpec
                ? (AwsAccountId.Fits(account.Id), AwsAccountId.Form)
                : (AzureGuid.Fits(account.Id), $"an Azure subscription. Allowed: a GUID, such as {Guid.Empty}");
            if (!fits)
            {
                yield return Wrong($"{path}.id", $"\"{account.Id}\" is not {form}.");
                continue;
            }

            if (!seen.Add(account.Id))
            {
                yield return Wrong($"{path}.id", $"\"{account.Id}\" is described twice. Keep one.");
                continue;
            }

            string[] users = account is AwsAccountSpec
                ? [.. places.Where(place => place.Account == account.Id).Select(place => place.Path)]
                :
                [
                    .. subscriptions
                        .Where(place => account.Id.Equals(place.Subscription, StringComparison.OrdinalIgnoreCase))
                        .Select(place => place.Path),
                ];
            if (users.Length == 0)
            {
                yield return Wrong(
                    $"{path}.id", $"nothing of this stack is in \"{account.Id}\". Remove the entry, or correct its id.")
                    with { ComparedWith = [.. platform.Clusters.Select(cluster => cluster.Path)] };
            }

            foreach (var finding in account switch
            {
                AwsAccountSpec aws => Members(
                    aws, path, places.FirstOrDefault(place => place.Account == aws.Id)?.Partition ?? "aws"),
                AzureSubscriptionSpec azure when !AzureGuid.Fits(azure.Tenant) =>
                    [Wrong($"{path}.tenant", $"\"{azure.Tenant}\" is not an Entra ID tenant. Allowed: a GUID, such as {Guid.Empty}.")],
                _ => [],
            })
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> Members(AwsAccountSpec account, string path, string partition)
    {
        (string Member, string? Role)[] roles = [("deploymentRole", account.DeploymentRole), ("breakGlassRole", account.BreakGlassRole)];
        foreach (var (member, role) in roles)
        {
            // KMS lets no other account delete a key or change its policy, so a role elsewhere could not break the glass
            // (https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html, cross-account use).
            if (role is not null
                && !(IamArn.Of(role) is { IsRole: true } arn && arn.Account == account.Id && arn.Partition == partition))
            {
                yield return Wrong(
                    $"{path}.{member}",
                    $"\"{role}\" is not a role of this account. Allowed: arn:{partition}:iam::{account.Id}:role/<name>.");
            }
        }

        if (account.Profile is { } profile && !Profile().IsMatch(profile))
        {
            yield return Wrong(
                $"{path}.profile",
                $"\"{profile}\" is not the name of a profile. Allowed: letters, digits, dots, hyphens, underscores, and @ + / =.");
        }

        if (account.Organization is { } organization && !Organization().IsMatch(organization))
        {
            yield return Wrong(
                $"{path}.organization",
                $"\"{organization}\" is not the id of an organization. Allowed: o- and 10 to 32 lower-case letters and digits.");
        }
    }

    private static Finding Wrong(string path, string message) => Finding.Error("CLU100", path, message);

    [GeneratedRegex(@"\A[A-Za-z0-9_.@+/=-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Profile();

    // https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html
    [GeneratedRegex(@"\Ao-[a-z0-9]{10,32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Organization();
}
