using Infra.Planning;
using Infra.Rules;
using Infra.Stacks;
using Pulumi;

// Rules come first, also under `pulumi preview` and `pulumi up`: a plan that breaks one never reaches a provider.
var inputs = StackInputs.FromEnvironment();
if (inputs.Stack.Length > 0)
{
    var plan = await OfflineEvaluator.EvaluateAsync(inputs);
    foreach (var finding in plan.Findings) await Console.Error.WriteLineAsync(finding.ToString());
    if (plan.Findings.Any(finding => finding.Severity == Severity.Error)) return 1;
}

// Started by hand, the SDK says that the Pulumi CLI must start this program.
return await Deployment.RunAsync<PlatformStack>();
