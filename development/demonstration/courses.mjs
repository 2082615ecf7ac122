const course = (kind, uid, title, roles, products) => ({ uid, kind, title, roles, products });
const module = (...of) => course('MODULE', ...of);
const path = (...of) => course('LEARNING_PATH', ...of);

const ADMIN = 'Administrator';
const DEVELOPER = 'Developer';
const ARCHITECT = 'Solution Architect';

/** What Microsoft Learn offers in the demonstration world. */
export const COURSES = [
  module('learn.configure-virtual-networks', 'Configure virtual networks', [ADMIN], ['Azure']),
  module('learn.configure-network-security-groups', 'Configure network security groups', [ADMIN], ['Azure']),
  module('learn.host-domain-azure-dns', 'Host your domain on Azure DNS', [ADMIN], ['Azure']),
  module('learn.manage-hybrid-servers', 'Manage servers with Azure Arc', [ADMIN], ['Azure', 'Windows Server']),
  module('learn.plan-virtual-desktop', 'Plan an Azure Virtual Desktop', [ADMIN, ARCHITECT], ['Azure']),
  module('learn.design-landing-zone', 'Design an Azure landing zone', [ARCHITECT], ['Azure']),
  module('learn.design-business-continuity', 'Design for business continuity', [ARCHITECT], ['Azure']),
  module('learn.sap-on-azure-sizing', 'Size SAP workloads on Azure', [ARCHITECT], ['Azure', 'SAP']),
  module(
    'learn.threat-hunting-sentinel',
    'Hunt for threats in Sentinel',
    ['Security Engineer'],
    ['Microsoft Sentinel'],
  ),
  module('learn.conditional-access', 'Plan conditional access', ['Security Engineer', ADMIN], ['Microsoft Entra']),
  module('learn.data-loss-prevention', 'Prevent the loss of data', ['Security Engineer'], ['Microsoft Purview']),
  module('learn.fabric-lakehouse', 'Get started with lakehouses in Fabric', ['Data Engineer'], ['Microsoft Fabric']),
  module('learn.fabric-pipelines', 'Use pipelines in Fabric', ['Data Engineer'], ['Microsoft Fabric']),
  module('learn.power-bi-model', 'Design a semantic model', ['Data Analyst'], ['Power BI']),
  module('learn.power-bi-dax', 'Write DAX formulas', ['Data Analyst'], ['Power BI']),
  module('learn.sql-performance', 'Monitor performance of SQL databases', ['Database Administrator'], ['Azure SQL']),
  module('learn.rag-applications', 'Build an application on your own data', ['AI Engineer', DEVELOPER], ['Azure AI']),
  module('learn.agents-introduction', 'Develop AI agents on Azure', ['AI Engineer', DEVELOPER], ['Azure AI']),
  module('learn.github-actions-automate', 'Automate work with GitHub Actions', [DEVELOPER], ['GitHub']),
  module('learn.copilot-for-developers', 'Introduction to GitHub Copilot', [DEVELOPER], ['GitHub']),
  module('learn.power-apps-canvas', 'Create a canvas app', ['App Maker'], ['Power Platform']),
  module('learn.power-automate-flows', 'Get started with Power Automate', ['App Maker'], ['Power Platform']),
  module('learn.business-central-finance', 'Set up finance', ['Functional Consultant'], ['Dynamics 365']),
  module('learn.teams-rooms', 'Manage Teams Rooms', [ADMIN], ['Microsoft Teams']),
  module('learn.teams-calling', 'Plan calling in Teams', [ADMIN], ['Microsoft Teams']),
  module('learn.copilot-prompts', 'Craft prompts for Copilot', ['Business User'], ['Microsoft 365']),
  path('learn.path.azure-administrator', 'Azure Administrator', [ADMIN], ['Azure']),
  path('learn.path.azure-network-engineer', 'Azure Network Engineer', [ADMIN], ['Azure']),
  path('learn.path.azure-architect', 'Azure Solutions Architect', [ARCHITECT], ['Azure']),
  path('learn.path.security-operations', 'Security Operations Analyst', ['Security Engineer'], ['Microsoft Sentinel']),
  path('learn.path.fabric-data-engineer', 'Fabric Data Engineer', ['Data Engineer'], ['Microsoft Fabric']),
  path('learn.path.power-bi', 'Power BI Data Analyst', ['Data Analyst'], ['Power BI']),
  path('learn.path.github', 'GitHub Foundations', [DEVELOPER], ['GitHub']),
  path('learn.path.copilot', 'Copilot for business users', ['Business User'], ['Microsoft 365']),
];
